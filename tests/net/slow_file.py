# SPDX-License-Identifier: ISC
"""A file system of files slow*, whose every read takes its time: the disk that
spins up, the file server that is far away. With LOOKUP, so does every look for
a file, there or not.

slow_file.py FOLDER SIZE SECONDS [LOOKUP]
"""

import stat
import sys
import time

import fusepy as fuse


class SlowFile(fuse.Operations):
    def __init__(self, size, seconds, lookup):
        self.size, self.seconds, self.lookup = size, seconds, lookup

    def getattr(self, path, fh=None):
        if path == "/":
            return {"st_mode": stat.S_IFDIR | 0o755, "st_nlink": 2}
        time.sleep(self.lookup)
        if path.startswith("/slow"):
            return {"st_mode": stat.S_IFREG | 0o644, "st_nlink": 1,
                    "st_size": self.size, "st_mtime": 1504096496}
        raise fuse.FuseOSError(2)

    def readdir(self, path, fh):
        return [".", ".."]

    def read(self, path, size, offset, fh):
        time.sleep(self.seconds)
        return b"s" * max(0, min(size, self.size - offset))


fuse.FUSE(SlowFile(int(sys.argv[2]), *map(float, [*sys.argv[3:], 0][:2])),
          sys.argv[1], foreground=True, allow_other=True, ro=True)
