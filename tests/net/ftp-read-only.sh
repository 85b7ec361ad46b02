#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Anonymous and read-only: anonymous and ftp log in, others are 530; every
# command that would write is 550 and changes nothing (RFC 2577, RFC 1635).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/pub/file" 1000
chmod 777 "$ROOT" "$ROOT/pub"
chmod 666 "$ROOT/pub/file"
before=$(find "$ROOT" -printf '%p %s %m %T@\n' | sort)
ftp_repod
dialogue <<'END'
ftp = Ftp(login=False)
ftp.expect("530", "USER root")
ftp.expect("503", "PASS x")
ftp.expect("530", "PWD")
ftp.expect("211", "FEAT")
for name in ("anonymous", "ftp", "FTP", "Anonymous"):
    ftp.expect("331", f"USER {name}")
    ftp.expect("230", "PASS -wget@")
for line in ("STOR new", "STOU", "APPE pub/file", "DELE pub/file", "MKD new",
             "XMKD new", "RMD pub", "XRMD pub", "RNFR pub/file", "RNTO new",
             "SITE CHMOD 600 pub/file", "SITE UTIME pub/file",
             "MDTM 20200101000000 pub/file"):
    ftp.expect("227", "PASV")
    ftp.expect("550", line)
ftp.expect("220", "REIN")
ftp.expect("530", "PWD")
END
expect_equal "the tree" "$before" "$(find "$ROOT" -printf '%p %s %m %T@\n' | sort)"
