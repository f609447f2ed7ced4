"""Takes TensorFlow's libraries and C headers out of its wheel: unpack-wheel.py <wheel> <folder>."""
import os
import shutil
import sys
import zipfile

LIBRARIES = ("tensorflow/libtensorflow_cc.so.2", "tensorflow/libtensorflow_framework.so.2")
INCLUDE = "tensorflow/include/"
HEADERS = tuple(INCLUDE + part for part in ("tensorflow/c/", "tensorflow/core/platform/", "tsl/"))


def main(wheel, folder):
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            name = entry.filename
            if name in LIBRARIES:
                target = os.path.join(folder, os.path.basename(name))
            elif name.startswith(HEADERS) and not entry.is_dir():
                target = os.path.join(folder, "include", name[len(INCLUDE) :])
            else:
                continue
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with archive.open(entry) as source, open(target, "wb") as sink:
                shutil.copyfileobj(source, sink, 1 << 20)


main(*sys.argv[1:])
