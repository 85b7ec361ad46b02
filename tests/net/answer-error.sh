#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A template that cannot be filled in is never sent in part: HTTP answers 500,
# FTP 451 - Anaconda takes a 550 for a file that need not be there - both with
# the file, the line and the reason, which the log has, too. As soon as the file
# is mended it is served.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-answer.sh"
answer_config
template ks/unknown.cfg <<'END'
first line
rootpw ${hostnme}
END
template ks/absent.cfg <<'END'
disk ${var.disk}
END
template ks/shell.cfg <<'END'
%post
name=${HOSTNAME%%.*}
END
template ks/include.cfg <<'END'
#!include net.ks
END
template ks/deep.cfg <<'END'
#!if mac
#!include sub/deep.ks
#!end
END
template ks/sub/deep.ks <<'END'
ok
#!include ../../../../etc/passwd
END
template ks/open.cfg <<'END'
#!if mac
END
template ks/closed.cfg </dev/null
chmod 600 "$ROOT/ks/closed.cfg"
head -c 1048577 /dev/zero >"$ROOT/ks/large.cfg"
ln -s ../../outside "$ROOT/ks/out.ks"
template ks/out.cfg <<'END'
#!include out.ks
END
serve_answers

# refuses NAME REASON - by both protocols, with the reason, and in the log
refuses() {
	local url=192.168.10.1/ks/$1.cfg
	expect_equal "$1 by HTTP" 500 "$(status "http://$url")"
	expect_equal "$1 in two lines" 2 "$(wc -l <"$TMP/answer")"
	expect "$1: the reason" grep -qF "$2" "$TMP/answer"
	expect_equal "$1, HEAD" 500 "$(status -I "http://$url")"
	expect_equal "$1, a range" 500 "$(status -r 0-3 "http://$url")"
	on_client curl -sSv -m 10 -o "$TMP/got" "ftp://$url" 2>"$TMP/ftp" &&
		fail "$1 by FTP was sent"
	expect "$1 by FTP: 451 and the reason" grep -qF "< 451 $2" "$TMP/ftp"
	expect "$1: nothing by FTP" [ ! -s "$TMP/got" ]
	expect "$1: the log" grep -qF "error: $ROOT$2" "$TMP/repod.log"
}
# shellcheck disable=SC2016 # the language's own dollars
{
	refuses unknown '/ks/unknown.cfg:2: ${hostnme}: there is no such name; if it is meant for a shell, write $${hostnme}'
	refuses absent '/ks/absent.cfg:1: ${var.disk}: no [host] is for this machine; a value for machines without one is written ${var.disk:-VALUE}'
	refuses shell '/ks/shell.cfg:2: ${HOSTNAME%%.*} is neither'
}
refuses include '/ks/include.cfg:1: #!include net.ks: No such file'
refuses deep '/ks/sub/deep.ks:2: #!include ../../../../etc/passwd: No such file'
refuses open '/ks/open.cfg:1: no #!end for it'
refuses out '/ks/out.cfg:1: #!include out.ks: a link leads out of the root'
wait_log repod '"GET /ks/open.cfg HTTP/1.1" 500 .* # there is a mistake in it'
wait_log repod 'retr "/ks/open.cfg" failed.*there is a mistake in it'
expect_equal "an unreadable template is any unreadable file" 403 \
	"$(status http://192.168.10.1/ks/closed.cfg)"
expect_equal "an absent one is absent" 404 "$(status http://192.168.10.1/ks/none.cfg)"
expect_equal "a folder is a folder" 200 "$(status http://192.168.10.1/ks/)"
expect_equal "more than a MiB" 500 "$(status http://192.168.10.1/ks/large.cfg)"

template ks/include.cfg <<<'mended'
expect_equal "what is mended is served" mended \
	"$(get http://192.168.10.1/ks/include.cfg)"
