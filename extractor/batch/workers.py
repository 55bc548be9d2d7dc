"""Local worker processes: every document is handled in a child that may be killed without harm to the run.

A hostile document can loop, exhaust memory or crash a C library; none of that can be caught inside the process. A child
gets a time limit for each document and a limit on its address space, and is replaced when it dies. Results come back in
the order of the tasks, so that the database is the same whatever the number of workers.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from extractor.batch.tasks import Task
from extractor.errors import FuheError, UnreadableFile
from extractor.pipeline import Stage
from extractor.storage.journal import Failure
from extractor.storage.writing import FileRecords

_GRACE_SECONDS = 3.0  # the reading's own limit should speak first: it knows more
_START_SECONDS = 120.0
_TASKS_AHEAD = 4  # per worker: how far results may wait for an earlier, slower document
_TASKS_A_CHILD = 250  # libraries leak a little with every document
_DETAIL_CHARACTERS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What one document may use: seconds from the first stage on, bytes of address space (0: no limit)."""

    seconds: float = 120.0
    memory_bytes: int = 6 * 1024**3


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A document came to a stage."""

    task: Task
    stage: Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A document is done: its rows, or why there are none."""

    task: Task
    result: FileRecords | Failure


def run_tasks(
    tasks: Iterable[Task], jobs: int, guard: Guard, heard: Callable[[Started], None] = lambda event: None
) -> Iterator[Finished]:
    """Run `tasks` in `jobs` child processes; results come in the order of the tasks."""
    pending = enumerate(tasks)
    workers = [_Worker(guard) for _ in range(max(1, jobs))]
    waiting: dict[int, Finished] = {}
    upcoming = 0
    dispatched = 0
    try:
        exhausted = False
        while True:
            for worker in workers:
                if exhausted or not worker.idle or dispatched - upcoming >= _TASKS_AHEAD * len(workers):
                    continue
                following = next(pending, None)
                if following is None:
                    exhausted = True
                    break
                worker.give(*following)
                dispatched += 1
            busy = [worker for worker in workers if not worker.idle]
            if not busy and exhausted:
                return
            for number, event in _events(busy):
                if isinstance(event, Started):
                    heard(event)
                else:
                    waiting[number] = event
            while upcoming in waiting:
                yield waiting.pop(upcoming)
                upcoming += 1
    finally:
        for worker in workers:
            worker.stop()


def _events(busy: list[_Worker]) -> Iterator[tuple[int, Started | Finished]]:
    """What the busy workers have to say next, or their silence past the deadline."""
    patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
    ready = wait([worker.connection for worker in busy], timeout=patience)
    for worker in busy:
        if worker.connection in ready:
            yield worker.listen()
        elif time.monotonic() >= worker.deadline:
            yield worker.give_up()


class _Worker:
    """One child process and the task it is at."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._process: BaseProcess | None = None
        self._task: Task | None = None
        self._number = -1
        self._served = 0
        self._stage: Stage | None = None
        self.connection: Connection
        self.deadline = float("inf")

    @property
    def idle(self) -> bool:
        return self._task is None

    def give(self, number: int, task: Task) -> None:
        """Hand out a task, starting a child if there is none, or a fresh one if the old one served long or died."""
        if self._served >= _TASKS_A_CHILD:
            self.stop()
        try:
            self._send(task)
        except ConnectionError:  # it died while it was idle: the system may have needed its memory
            self._kill()
            self._send(task)
        self._number, self._task, self._stage = number, task, None
        self._served += 1
        self.deadline = time.monotonic() + _START_SECONDS

    def _send(self, task: Task) -> None:
        if self._process is None:
            context = multiprocessing.get_context("spawn")
            self.connection, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, self._guard.memory_bytes), daemon=True)
            self._process.start()
            self._served = 0
            theirs.close()
        self.connection.send(task)

    def listen(self) -> tuple[int, Started | Finished]:
        """What the child has to say; its death is a failure of the document."""
        assert self._task is not None
        try:
            said: Stage | FileRecords | Failure = self.connection.recv()
        except (EOFError, ConnectionError):
            return self._fail("the process that read it died", self._death())
        if isinstance(said, Stage):
            if self._stage is None:
                self.deadline = time.monotonic() + self._guard.seconds + _GRACE_SECONDS
            self._stage = said
            return self._number, Started(task=self._task, stage=said)
        return self._finish(said)

    def give_up(self) -> tuple[int, Finished]:
        """Kill the child: the document took too long."""
        return self._fail(f"not done after {self._guard.seconds:g} s", "Raise --timeout if the document is worth it")

    def _fail(self, error: str, detail: str) -> tuple[int, Finished]:
        assert self._task is not None
        stage = (self._stage or Stage.READING).value
        self._kill()
        source = self._task.source
        return self._finish(
            Failure(path=self._task.label, sha256=source.sha256, stage=stage, error=error, detail=detail)
        )

    def _finish(self, result: FileRecords | Failure) -> tuple[int, Finished]:
        assert self._task is not None
        finished = Finished(task=self._task, result=result)
        self._task = None
        self.deadline = float("inf")
        return self._number, finished

    def _death(self) -> str:
        assert self._process is not None
        self._process.join(timeout=_GRACE_SECONDS)
        code = self._process.exitcode
        if code is not None and code < 0:
            return f"ended by signal {-code}: out of memory, or a fault in a library"
        return f"exit code {code}"

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self.connection.close()
            self._process = None

    def stop(self) -> None:
        """End the child, at once when it is still at work."""
        if self._process is None:
            return
        if self.idle:
            self.connection.close()
            self._process.join(timeout=_GRACE_SECONDS)
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        self.connection.close()
        self._process = None


def _serve(connection: Connection, memory_bytes: int) -> None:
    """The life of a child: take a task, tell the stages, give the result; the end of the pipe is the end of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    sys.stderr = sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 — libraries chatter
    _limit_memory(memory_bytes)
    # A document runs as a task of an executor, so that whatever it raises becomes data.
    with ThreadPoolExecutor(max_workers=1) as executor:
        while True:
            try:
                task: Task = connection.recv()
            except (EOFError, OSError):
                return
            stages = [Stage.READING]

            def tell(stage: Stage, stages: list[Stage] = stages) -> None:
                stages.append(stage)
                connection.send(stage)

            future = executor.submit(task.run, tell)
            fault = future.exception()
            connection.send(future.result() if fault is None else _failure(task, stages[-1], fault))


def _failure(task: Task, stage: Stage, fault: BaseException) -> Failure:
    """A fault as data: an expected one with its line, a defect of fuhe with where it happened."""
    if isinstance(fault, FuheError):
        told = fault.stage if isinstance(fault, UnreadableFile) else stage.value
        error, detail = str(fault), ""
    elif isinstance(fault, MemoryError):
        told, error, detail = stage.value, "the document needs more memory than it may use", ""
    else:
        told = stage.value
        error = f"a defect of fuhe: {type(fault).__name__}: {fault}"
        detail = "".join(traceback.format_exception(fault))[-_DETAIL_CHARACTERS:]
    return Failure(path=task.label, sha256=task.source.sha256, stage=told, error=error, detail=detail)


def _limit_memory(memory_bytes: int) -> None:
    if memory_bytes and sys.platform != "win32":
        import resource

        # What the machine's owner set lower stays.
        limits = [limit for limit in (memory_bytes, *resource.getrlimit(resource.RLIMIT_AS)) if limit >= 0]
        resource.setrlimit(resource.RLIMIT_AS, (min(limits), min(limits)))
