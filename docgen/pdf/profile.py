"""The settings that a worker's LibreOffice starts with.

A profile of its own keeps the officer's settings, macros, extensions and open windows out, and
makes the result the same on every machine. Names: ``officecfg/registry/schema`` of LibreOffice.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

# (path of the node, property, value)
_SETTINGS: Final = (
    # Nothing is fetched: a letter's linked pictures would tell a server who opens it and when.
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),  # never
    # A proxy that does not exist, for what is fetched all the same.
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
    # No macros, no Java.
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Java/VirtualMachine", "Enable", "false"),
    # No wizard, no recovery, no report of crashes, no search for updates.
    ("/org.openoffice.Setup/Office", "FirstStartWizardCompleted", "true"),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
    ("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("/org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"),
    ("/org.openoffice.Office.Common/Misc", "CrashReport", "false"),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("/org.openoffice.Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments",
     "AutoCheckEnabled", "false"),
    # The same language of the program whatever the machine's; checking of spelling takes time.
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "en-US"),
    ("/org.openoffice.Setup/L10N", "ooLocale", "en-US"),
    ("/org.openoffice.Office.Linguistic/SpellChecking", "IsSpellAuto", "false"),
    ("/org.openoffice.Office.Common/Misc", "UseOpenCL", "false"),
)  # fmt: skip

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
)

VERSION: Final = "1"  # raised when a setting changes that shows in the PDF file


def make_profile(folder: Path, build: str | None) -> None:
    """Write a profile into ``folder``. Raises OSError.

    A profile without its LibreOffice's ``build`` makes LibreOffice look for extensions and start a
    second time.
    """
    user = folder / "user"
    user.mkdir(parents=True, exist_ok=True)
    if build is not None:
        (user / "extensions").mkdir()
        (user / "extensions" / "buildid").write_text(f"{build}\n", encoding="utf-8", newline="\n")
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for path, name, value in _SETTINGS
    )
    (user / "registrymodifications.xcu").write_text(
        f"{_HEAD}{items}</oor:items>\n", encoding="utf-8", newline="\n"
    )
