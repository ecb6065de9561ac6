"""Vietnamese input methods: what they type by themselves never changes a cell."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BURSTS = 1000

# Four kinds of bursts that input methods send: after a letter they were shown, or instead of it.
SIMULATE = """async (bursts) => {
  const press = (key, more = {}) => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const home = document.querySelector("td.c");
  const wrong = [];
  for (let burst = 0; burst < bursts; burst += 1) {
    home.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, cancelable: true }));
    press("Delete");
    const kind = burst % 4;
    if (kind === 0) { press("d"); press("Backspace"); press("đ"); }
    if (kind === 1) { press("Backspace"); press("đ"); }
    if (kind === 2) { press("d"); press("Backspace"); press("Backspace"); press("d"); press("d"); }
    if (kind === 3) { press("Process", { keyCode: 229 }); press("d", { isComposing: true });
                      press("d"); press("Backspace"); press("k"); }
    const cells = [...document.querySelectorAll("td.c")];
    const states = cells.map((td) => td.dataset.s);
    if (states[0] !== "MET" || states.slice(1).some((state) => state !== "NO_DATA"))
      wrong.push([kind, ...states.slice(0, 4)]);
    if (document.activeElement !== cells[1]) wrong.push([kind, "active"]);
    await wait(41);
  }
  return wrong;
}"""


@pytest.mark.slow
def test_a_thousand_bursts_leave_no_wrong_cell(open_board):
    sheet = open_board()
    sheet.page.route("**/luu/**", lambda route: route.abort())
    sheet.click(0, 0)

    assert sheet.page.evaluate(SIMULATE, BURSTS) == []


def test_four_times_d_with_telex_marks_four_cells(open_board):
    """d; then Unikey swallows each d and sends Backspace and a letter of its own."""
    sheet = open_board()
    sheet.click(0, 0)
    send = """async (bursts) => {
      for (const burst of bursts) {
        for (const key of burst) document.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
        await new Promise((resolve) => setTimeout(resolve, 90));
      }
    }"""

    sheet.page.evaluate(send, [["d"], ["Backspace", "đ"], ["Backspace", "d", "d"], ["d"]])

    assert sheet.states[0][:5] == ["MET", "MET", "MET", "MET", "NO_DATA"]


@pytest.mark.parametrize(
    "event",
    [
        pytest.param({"key": "1", "isComposing": True}, id="composing"),
        pytest.param({"key": "1", "keyCode": 229}, id="key-229"),
        pytest.param({"key": "Backspace"}, id="backspace"),
        pytest.param({"key": "a"}, id="no-shortcut"),
        pytest.param({"key": "d", "ctrlKey": True}, id="with-ctrl"),
        pytest.param({"key": "1", "altKey": True}, id="with-alt"),
    ],
)
def test_these_keys_write_nothing(open_board, event):
    sheet = open_board()
    sheet.click(1, 0)

    sheet.cell(1, 0).dispatch_event("keydown", event | {"bubbles": True})

    assert {state for row in sheet.states for state in row} == {"NO_DATA"}
    assert sheet.active == [1, 0]


def test_digits_typed_fast_all_count(open_board):
    sheet = open_board()
    sheet.click(0, 0)

    sheet.page.keyboard.type("111000222")

    assert sheet.states[0][:9] == ["MET"] * 3 + ["NOT_MET"] * 3 + ["NOT_APPLICABLE"] * 3
