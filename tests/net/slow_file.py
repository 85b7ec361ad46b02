# SPDX-License-Identifier: ISC
"""A file system of files slow*, whose every read takes its time: the disk that
spins up, the file server that is far away.

slow_file.py FOLDER SIZE SECONDS
"""

import stat
import sys
import time

import fusepy as fuse


class SlowFile(fuse.Operations):
    def __init__(self, size, seconds):
        self.size, self.seconds = size, seconds

    def getattr(self, path, fh=None):
        if path == "/":
            return {"st_mode": stat.S_IFDIR | 0o755, "st_nlink": 2}
        if path.startswith("/slow"):
            return {"st_mode": stat.S_IFREG | 0o644, "st_nlink": 1,
                    "st_size": self.size, "st_mtime": 1504096496}
        raise fuse.FuseOSError(2)

    def readdir(self, path, fh):
        return [".", ".."]

    def read(self, path, size, offset, fh):
        time.sleep(self.seconds)
        return b"s" * max(0, min(size, self.size - offset))


fuse.FUSE(SlowFile(int(sys.argv[2]), float(sys.argv[3])), sys.argv[1],
          foreground=True, allow_other=True, ro=True)
