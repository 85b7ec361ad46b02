#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A new binary takes over the sockets that a service manager holds, in the midst
# of the load: the old process ends its transfers, what arrives meanwhile waits
# in the sockets, and the new process answers it. No request is lost, by TFTP,
# HTTP or FTP; the manager here is a process that restarts a daemon as systemd
# does: SIGTERM, wait for its end, start the next.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-daemon.sh"
needs curl
net_pair
net_client_address 192.168.10.2
good_config
random_file "$TMP/root/kernel" 100000

# manager.py ORDERS SOCKETS DAEMON... - runs it on sockets that stay open all the
# while, and restarts it at each line of the pipe ORDERS
cat >"$TMP/manager.py" <<'END'
import os, signal, socket, sys

def bound(kind, port):
    s = socket.socket(socket.AF_INET,
                      socket.SOCK_DGRAM if kind == "udp" else socket.SOCK_STREAM)
    s.bind(("0.0.0.0", int(port)))
    if kind == "tcp":
        s.listen(1000)
    return s

def begin(sockets):
    pid = os.fork()
    if pid == 0:
        for i, s in enumerate(sockets):
            os.dup2(s.fileno(), 3 + i)
            os.set_inheritable(3 + i, True)
        os.environ["LISTEN_FDS"] = str(len(sockets))
        os.environ["LISTEN_PID"] = str(os.getpid())
        os.execv(sys.argv[3], sys.argv[3:])
    return pid

def end(pid):
    os.kill(pid, signal.SIGTERM)
    print("ended with", os.waitpid(pid, 0)[1], flush=True)

sockets = [bound(*word.split(":")) for word in sys.argv[2].split(",")]
pid = begin(sockets)
for order in open(sys.argv[1]):
    end(pid)
    pid = begin(sockets)
end(pid)
END

# manage DAEMON SOCKETS FD - the daemon, restarted by a line to FD
manage() {
	mkfifo "$TMP/$1.orders"
	start "$1" python3 "$TMP/manager.py" "$TMP/$1.orders" "$2" \
		"$BUILD/$1" -c "$CONFIG"
	eval "exec $3>'$TMP/$1.orders'"
	wait_log "$1" "serving $TMP"
}

# load.sh NAME URL - fetch it again and again until $TMP/enough is there; not
# once may it fail
cat >"$TMP/load.sh" <<'END'
n=0
until [ -e "$TMP/enough" ]; do
	curl -sS -f -m 20 -o "$TMP/$1" "$2" && cmp "$TMP/root/kernel" "$TMP/$1" || exit 1
	n=$((n + 1))
done
echo "fetched $n times"
END
export TMP

manage repod tcp:80,tcp:21 5
manage tftpd udp:69 6
loads=()
for i in 1 2 3; do
	for scheme in http ftp tftp; do
		start_client "$scheme$i" bash "$TMP/load.sh" "$scheme$i" \
			"$scheme://192.168.10.1/kernel"
		loads+=("$scheme$i")
	done
done
for i in 1 2 3 4 5 6; do
	for daemon in repod:5 tftpd:6; do
		sleep 0.2
		echo >&"${daemon#*:}"
		wait_log_times "${daemon%:*}" "serving $TMP" $((i + 1))
	done
done
touch "$TMP/enough"
for load in "${loads[@]}"; do
	reap "$load" || fail "$load lost a request"
	expect "$load had its share" grep -Eq 'fetched [0-9]+ times' "$TMP/$load.log"
done
exec 5>&- 6>&-
for daemon in repod tftpd; do
	reap "$daemon" || fail "the manager of $daemon ended with $?"
	expect_equal "$daemon: ended well, each time" 7 \
		"$(grep -c '^ended with 0$' "$TMP/$daemon.log")"
done
