"""`manage.py seed_demo`: units, criteria sets, real plans and the demo accounts."""

import secrets
from pathlib import Path

import yaml
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from assignments.demo import reset_passwords, seed
from ntm_portal.lib.commands import RefusableCommand
from ntm_portal.lib.kept_secret import kept_secret

FIXTURES = settings.BASE_DIR / "fixtures"
PARTS = (
    "texts",
    "agencies",
    "work",
)  # of a plan, in files of the same name; not every plan has each


class Command(RefusableCommand):
    help = "Nạp dữ liệu mẫu: đơn vị, bộ tiêu chí, kế hoạch, tài khoản. Chạy lại không đổi gì."

    def handle(self, *args, **options) -> None:
        quiet = {"verbosity": options["verbosity"], "stdout": self.stdout, "stderr": self.stderr}
        for path in sorted((FIXTURES / "criteria").glob("*.yaml")):
            call_command("load_criteria_set", str(path), **quiet)
        for path in sorted((FIXTURES / "recognition").glob("*.yaml")):
            call_command("load_recognition_rules", str(path), **quiet)
        for path in sorted((FIXTURES / "mappings").glob("*.yaml")):
            call_command("load_edition_mapping", str(path), **quiet)
        for path in sorted((FIXTURES / "units").glob("*.yaml")):
            call_command("load_units", str(path), **quiet)
        password = demo_password()
        accounts: list[tuple[str, str]] = []
        for path in sorted((FIXTURES / "demo").glob("*.yaml")):
            accounts += self._seed(path, password)
        self.stdout.write(f"Mật khẩu của các tài khoản mẫu: {password}")
        for username, full_name in accounts:
            self.stdout.write(f"  {username:<18} {full_name}")

    def _seed(self, path: Path, password: str) -> list[tuple[str, str]]:
        """One plan of the demo; gives its accounts: (username, full name)."""
        data = _read(path)
        for part in PARTS:
            data |= _read(path.parent / part / path.name)
        result = seed(data=data, password=password, today=timezone.localdate())
        if settings.DEMO_PASSWORD:
            # Whoever names a password wants to sign in with it; otherwise people keep their own.
            # A new account has it already, and to look at a password is made slow on purpose.
            standing = {username for username, _ in result.accounts} - result.made
            reset_passwords(usernames=standing, password=password)
        plan = "đã tạo" if result.plan_created else "đã có, giữ nguyên"
        self.stdout.write(
            f"Kế hoạch {data['plan']['code']}: {plan}; ghi {result.statuses} kết quả."
        )
        return result.accounts


def demo_password() -> str:
    """NTM_DEMO_PASSWORD, or one made once for this installation and kept in var/."""
    if settings.DEMO_PASSWORD:
        return settings.DEMO_PASSWORD
    return kept_secret(settings.VAR_DIR / "demo_password", lambda: secrets.token_urlsafe(12))


def _read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
