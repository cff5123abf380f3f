from __future__ import annotations

from typing import Any

import pytest
from builders import told
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from uploading import PART

from fairwitness.sealed.actions import uploads
from fairwitness.sealed.actions.files import FilesGone, claim_uploads, sweep_what_was_cut
from fairwitness.sealed.models import SealedFile
from fairwitness.sealed.storage import DayStorage, storage

OTHER = PART + b" of somebody else"


class PowerCut(Exception):
    """Everything ends at this moment."""


class Uploading(RuleBasedStateMachine):
    """A browser that sends a file, loses answers, repeats itself, is cut, and comes back; `sent` is what it was told is there."""

    @initialize()
    def begins(self) -> None:
        self.bystander = uploads.begin_upload()
        self.add(self.bystander, 0, OTHER)
        self.upload = uploads.begin_upload()
        self.sent: list[bytes] = []
        self.is_there = True

    def add(self, upload: uploads.Upload, number: int, part: bytes) -> None:
        with storage().nameless() as file:
            file.write(part)
            uploads.add_part(upload, number, file)

    @precondition(lambda self: self.is_there)
    @rule(content=st.binary(max_size=20), times=st.integers(1, 3))
    def sends_the_next_part(self, content: bytes, times: int) -> None:
        self.sent.append(PART + content)
        for _ in range(times):  # the answer was lost
            self.add(self.upload, len(self.sent) - 1, self.sent[-1])

    @precondition(lambda self: self.is_there)
    @rule(content=st.binary(max_size=20))
    def is_cut_before_a_part_counts(self, content: bytes) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(uploads, "_save", self.power_cut)
            with pytest.raises(PowerCut):
                self.add(self.upload, len(self.sent), PART + content)

    @staticmethod
    def power_cut(*at: Any) -> None:
        raise PowerCut(at)

    @precondition(lambda self: self.is_there and self.sent)
    @rule(data=st.data())
    def sends_an_old_part_with_other_bytes(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(0, len(self.sent) - 1))
        with pytest.raises(uploads.OtherBytes):
            self.add(self.upload, number, self.sent[number] + b"!")

    @precondition(lambda self: self.is_there)
    @rule(gap=st.integers(1, 10**9))
    def leaves_a_gap(self, gap: int) -> None:
        with pytest.raises(uploads.OutOfOrder):
            self.add(self.upload, len(self.sent) + gap, PART)

    @rule(secret=st.binary(max_size=40))
    def guesses(self, secret: bytes) -> None:
        guess = uploads.Upload(self.bystander.id, secret)
        for attempt in (uploads.drop_upload, uploads.stored_parts, lambda one: uploads.cut_upload(one, 0)):
            with pytest.raises(uploads.UploadUnknown):
                attempt(guess)
        with pytest.raises(uploads.UploadUnknown):
            self.add(guess, 1, PART)

    @precondition(lambda self: self.is_there)
    @rule(number=st.integers(0, 12))
    def comes_back_without_the_last_hashes(self, number: int) -> None:
        uploads.cut_upload(self.upload, number)
        del self.sent[number:]

    @precondition(lambda self: self.is_there)
    @rule(number=st.integers(0, 12))
    def is_cut_before_what_is_let_go_is_destroyed(self, number: int) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(DayStorage, "destroy_from", self.power_cut)
            with pytest.raises(PowerCut):
                uploads.cut_upload(self.upload, number)
        del self.sent[number:]

    @rule()
    def finds_the_line_started_again(self) -> None:
        sweep_what_was_cut()
        assert len(list(storage().parts_of(self.upload.id))) == len(self.sent)

    @precondition(lambda self: self.is_there)
    @rule()
    def lets_it_go(self) -> None:
        uploads.drop_upload(self.upload)
        self.is_there, self.sent = False, []

    @precondition(lambda self: not self.is_there)
    @rule()
    def claims_what_is_gone(self) -> None:
        with pytest.raises(FilesGone):
            claim_uploads([(self.upload.id, self.upload.secret)], told().conversation)

    @invariant()
    def everything_is_there_that_was_said_to_be_and_nothing_of_others_was_touched(self) -> None:
        assert self.read(self.bystander, 1) == [OTHER]
        if self.is_there:
            assert uploads.stored_parts(self.upload) == len(self.sent)
            assert self.read(self.upload, len(self.sent)) == self.sent
        else:
            assert not list(storage().parts_of(self.upload.id))
            assert not SealedFile.objects.filter(pk=self.upload.id).exists()

    def read(self, upload: uploads.Upload, count: int) -> list[bytes]:
        return [storage().part_path(upload.id, number).read_bytes() for number in range(count)]


@pytest.mark.usefixtures("office")
def test_whatever_is_cut_and_repeated_a_file_is_what_its_sender_was_told() -> None:
    run_state_machine_as_test(Uploading, settings=settings(max_examples=25, stateful_step_count=20))
