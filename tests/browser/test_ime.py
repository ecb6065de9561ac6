"""Vietnamese input methods: what they type by themselves never changes a cell."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BURSTS = 1000

# The page judges a burst by the time stamps of its keys. The tests set these stamps themselves, so
# that a slow machine cannot turn a burst into typing. `press(key, after)`: `after` ms later.
PRESS = """
  let now = 10_000;
  const press = (key, after = 0, more = {}) => {
    now += after;
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
    Object.defineProperty(event, "timeStamp", { value: now });
    document.activeElement.dispatchEvent(event);
  };
"""

# Four kinds of bursts that input methods send: after a letter they were shown, or instead of it.
SIMULATE = """(bursts) => {
  const cells = [...document.querySelectorAll("td.c")];
  for (let burst = 0; burst < bursts; burst += 1) {
    cells[0].dispatchEvent(new MouseEvent("mousedown", { bubbles: true, cancelable: true }));
    press("Delete", 1000);
    const kind = burst % 4;
    if (kind === 0) { press("d"); press("Backspace", 39); press("đ"); }
    if (kind === 1) { press("Backspace"); press("đ"); }
    if (kind === 2) { press("d"); press("Backspace", 10); press("Backspace", 10); press("d", 10);
                      press("d", 9); }
    if (kind === 3) { press("Process", 0, { keyCode: 229 }); press("d", 0, { isComposing: true });
                      press("d"); press("Backspace", 20); press("k", 19); }
    const states = cells.map((td) => td.dataset.s);
    const active = cells.indexOf(document.activeElement);
    if (active !== 1 || states[0] !== "MET" || states.slice(1).some((s) => s !== "NO_DATA"))
      return `burst ${burst} of kind ${kind}: cell ${active} active, ${states.slice(0, 4)}`;
  }
  return "";
}"""


@pytest.mark.slow
def test_a_thousand_bursts_leave_no_wrong_cell(open_board):
    sheet = open_board()
    sheet.page.route("**/luu/**", lambda route: route.abort())
    sheet.click(0, 0)

    assert sheet.page.evaluate(SIMULATE.replace("=> {", f"=> {{{PRESS}", 1), BURSTS) == ""


@pytest.mark.parametrize(
    ("after", "marked"),
    [
        pytest.param(39, 1, id="just-below-is-an-echo"),
        pytest.param(40, 2, id="on-the-bound-is-typed"),
        pytest.param(41, 2, id="just-above-is-typed"),
    ],
)
def test_a_letter_soon_after_a_letter_is_not_typed(open_board, after, marked):
    sheet = open_board()
    sheet.click(0, 0)

    sheet.page.evaluate(f"(after) => {{ {PRESS} press('d'); press('d', after); }}", after)

    assert sheet.states[0][:3] == ["MET"] * marked + ["NO_DATA"] * (3 - marked)


def test_four_times_d_with_telex_marks_four_cells(open_board):
    """d; then Unikey swallows each d and sends Backspace and a letter of its own."""
    sheet = open_board()
    sheet.click(0, 0)

    sheet.page.evaluate(f"""() => {{
      {PRESS}
      for (const keys of [["d"], ["Backspace", "đ"], ["Backspace", "d", "d"], ["d"]])
        keys.forEach((key, at) => press(key, at ? 1 : 90));
    }}""")

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
