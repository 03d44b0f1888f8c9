"""The wheel holds everything the package reads at run time."""

import zipfile
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]


def test_every_file_of_the_package_is_in_the_wheel(tmp_path: Path) -> None:
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    packed = set(zipfile.ZipFile(wheel).namelist())
    files = [path for path in (ROOT / "src" / "interdict").rglob("*") if path.is_file()]
    wanted = {str(path.relative_to(ROOT / "src")) for path in files if path.parent.name != "__pycache__"}
    assert {"interdict/py.typed", "interdict/report/templates/report.html.jinja"} <= wanted
    assert wanted <= packed
