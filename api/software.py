"""Which version of Hustings answers."""

from importlib.metadata import PackageNotFoundError, version


def software_version() -> str:
    """The version that is installed; "0" where the project runs without having been installed."""
    try:
        return version("hustings")
    except PackageNotFoundError:
        return "0"
