"""A case that a test plays through time, in this process."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.cli.door import ASSETS, PROFILE, WALK

from interdict import api
from interdict.bulk.scan import Choice

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
AT = date(2026, 11, 22)


class Timeline:
    """A case with its evidence beside it; every step is a minute later than the one before."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder, self.steps = folder, 0
        self.evidence = folder / "evidence"
        self.evidence.mkdir()
        self.environment = {"INTERDICT_REGISTER": url} if url else {}
        self.write("assets.csv", ASSETS)
        self.write("nj-core-1.snmprec", WALK)
        (folder / "profile.yaml").write_text(PROFILE, encoding="utf-8")
        self.case = folder / "case"
        api.init_case(self.case, title="Prairie", sources=["../evidence"], profile="../profile.yaml")

    def write(self, name: str, text: str) -> None:
        (self.evidence / name).write_text(text, encoding="utf-8")

    @property
    def now(self) -> datetime:
        self.steps += 1
        return START + timedelta(minutes=self.steps)

    def scan(self, at: date = AT, **more):
        return api.scan_case(
            self.case, choice=Choice(at=at, **more), now=self.now, environment=self.environment
        )

    def scan_again(self, at: date = AT):
        return api.scan_case(
            self.case, choice=Choice(at=at), now=self.now, environment=self.environment, again=True
        )

    def speaker(self, author: str = "Ann"):
        return api.Speaker(self.case, author=author, now=self.now, environment=self.environment)

    def status(self, at: date = AT):
        return api.case_status(self.case, at=at, environment=self.environment)

    def diff(self, before: str = "previous", after: str = "latest", **more):
        return api.diff_snapshots(self.case, before, after, environment=self.environment, **more)

    def makers(self, scanned) -> dict[str, str]:
        """Makers by host name, as the snapshot names them."""
        return {row.hostname: row.producer_name for row in scanned.run.devices}
