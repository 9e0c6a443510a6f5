"""Those who are measured: started, asked for their CPU time, stopped."""

import os
import signal
import struct
import subprocess
import time
import urllib.error
import urllib.request


class Server:
    """A process that prints its address, an http URL, on its first line."""

    def __init__(self, command, folder=None, environment=None):
        self.began = time.monotonic()
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder,
                                        text=True, env={**os.environ, **(environment or {})})
        line = self.process.stdout.readline()
        words = [word.rstrip(",") for word in line.split() if word.startswith("http://")]
        if not words:
            raise SystemExit(f"bench: {command[0]} does not serve: {line}{self.process.stderr.read()}")
        self.url = words[0]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        _, said = self.process.communicate(timeout=60)
        if self.process.returncode != 0:
            raise SystemExit(f"bench: {self.process.args[0]} ended with status {self.process.returncode}:\n{said}")

    def cpu_us(self):
        """CPU time so far, by thread. The first thread of a process has the process's id."""
        tasks = f"/proc/{self.process.pid}/task"
        used = {}
        for task in os.listdir(tasks):
            with open(f"{tasks}/{task}/schedstat", encoding="ascii") as file:
                used[int(task)] = int(file.read().split()[0]) / 1000
        return used

    def rss_max_mb(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmHWM"))

    def wait_until_ready(self):
        """Seconds from the start of the process until /readyz says 200."""
        while True:
            try:
                with urllib.request.urlopen(self.url + "/readyz", timeout=1) as answer:
                    if answer.status == 200:
                        return time.monotonic() - self.began
            except urllib.error.URLError:
                time.sleep(0.002)


class SyncCount:
    """How often a server's write-ahead log was synced: count_syncs.cpp."""

    def __init__(self, library, path):
        self.path = path
        self.environment = {"LD_PRELOAD": library, "BENCH_SYNCS": path}
        if os.path.exists(path):
            os.remove(path)

    def read(self):
        with open(self.path, "rb") as file:
            return struct.unpack("=Q", file.read(8))[0]


def run_measured(command, accepted=(0,)):
    """Runs to the end: seconds, CPU seconds and the peak of resident memory in MB."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accepted:
        raise SystemExit(f"bench: {command[0]} ended with status {process.returncode}:\n{said}")
    return {"seconds": time.monotonic() - began, "cpu": usage.ru_utime + usage.ru_stime, "mb": usage.ru_maxrss / 1024}
