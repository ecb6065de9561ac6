"""The wizard of imports as a person drives it, with every press counted."""

from playwright.sync_api import Page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Clicks:
    """What a person presses, counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def choose_file(self, file: dict[str, object]) -> None:
        self.count += 1
        self.page.get_by_label("Tệp Excel hoặc CSV").set_input_files(file)

    def button(self, name: str) -> None:
        self.count += 1
        self.page.get_by_role("button", name=name).click()

    def menu(self, name: str) -> None:
        self.count += 1
        menu = self.page.get_by_role("navigation", name="Chính")
        menu.get_by_role("link", name=name).click()

    def choose(self, label: str, option: str) -> None:
        self.count += 1
        self.page.get_by_label(label).select_option(label=option)
