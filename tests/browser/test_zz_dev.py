import time, pytest
from tests.browser.sheet import Sheet
from tests.browser.conftest import PHONE
from tests.factories.world import make_world
from tests.factories.communes import CellFactory, StatusEntryFactory
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OUT="/tmp/dev/shots/"

def test_shots(desk, live_server):
    from communes.models import Cell, StatusEntry
    from datetime import date
    w = make_world(communes=207, criteria=19)
    Cell.objects.bulk_create([Cell(commune=c, requirement=r) for c in w.communes for r in w.criteria])
    V=["MET","MET","NOT_MET","MET","NOT_APPLICABLE"]
    StatusEntry.objects.bulk_create([StatusEntry(cell=c, verdict=V[(c.pk*7)%5], observed_on=date(2024,1,1), recorded_by=w.office, voice="OFFICE") for c in Cell.objects.all() if c.pk%11])
    page = desk.sign_in(w.office)
    page.goto("/bang-tieu-chi/")
    sheet = Sheet(page)
    page.screenshot(path=OUT+"board.png")
    print(page.evaluate("performance.getEntriesByType('resource').map(r=>[r.name.split('/').pop(), Math.round(r.startTime), Math.round(r.duration)])"))
    sheet.click(3,3); sheet.press("Shift+ArrowDown","Shift+ArrowRight","1")
    page.wait_for_timeout(300)
    page.screenshot(path=OUT+"board-fill.png")
    sheet.click(5,5)
    t = page.evaluate("""async () => { const out=[]; for (let i=0;i<40;i++){ const t=performance.now(); document.activeElement.dispatchEvent(new KeyboardEvent('keydown',{key:'0',bubbles:true,cancelable:true})); out.push(performance.now()-t); await new Promise(requestAnimationFrame);} return out.sort((a,b)=>a-b).slice(-3)}""")
    print("key ms", t)
    sheet.press("Control+a")
    t = page.evaluate("""() => { const t=performance.now(); document.activeElement.dispatchEvent(new KeyboardEvent('keydown',{key:'1',bubbles:true,cancelable:true})); return performance.now()-t}""")
    print("fill all ms", t)
    t0=time.time(); sheet.wait_saved(); print("saved all s", time.time()-t0)
    sheet.press("Control+End"); page.wait_for_timeout(300)
    page.screenshot(path=OUT+"board-end.png")
    sheet.press("?"); page.screenshot(path=OUT+"help.png"); sheet.press("Escape")
    sheet.press("Control+Home"); sheet.paste("abc\tĐ\nK\tĐ"); page.screenshot(path=OUT+"paste.png"); sheet.press("Escape")
    page.context.set_offline(True); sheet.press("0","0"); page.wait_for_timeout(400); page.screenshot(path=OUT+"offline.png")
    page.context.set_offline(False); sheet.wait_saved()
    p2 = desk.sign_in(w.office); p2.goto(f"/xa/{w.communes[0].code}/"); s2=Sheet(p2); s2.click(1); s2.press("1","0"); s2.wait_saved(); p2.screenshot(path=OUT+"commune.png", full_page=True)
    for name, url in [("board","/bang-tieu-chi/"),("commune",f"/xa/{w.communes[0].code}/")]:
        p3 = desk.sign_in(w.office, viewport=PHONE, has_touch=True, is_mobile=True); p3.goto(url); p3.screenshot(path=OUT+f"phone-{name}.png")
        s3=Sheet(p3); s3.cell(2).scroll_into_view_if_needed() if name=="commune" else s3.cell(0,0).scroll_into_view_if_needed()
        p3.screenshot(path=OUT+f"phone-{name}-2.png")
        (s3.cell(2) if name=="commune" else s3.cell(3,2)).tap(); p3.wait_for_timeout(300); p3.screenshot(path=OUT+f"phone-{name}-menu.png")

def test_start(desk, live_server):
    w = make_world(communes=207, criteria=19)
    page = desk.sign_in(w.office)
    page.add_init_script("window.longs=[]; new PerformanceObserver(l=>longs.push(...l.getEntries().map(e=>[e.startTime,e.duration]))).observe({type:'longtask',buffered:true})")
    page.goto("/bang-tieu-chi/"); Sheet(page); page.wait_for_timeout(1000)
    print(page.evaluate("longs"), page.evaluate("performance.timing.domContentLoadedEventEnd-performance.timing.navigationStart"))
    src = page.evaluate("""async () => { const m = await import('/static/js/grid/selection.js'); const c = await import('/static/js/grid/cells.js'); const s= await import('/static/js/grid/states.js');
      const section=document.querySelector('[data-grid]'); const t=performance.now(); const cells=new c.Cells(section, new s.States(JSON.parse(section.dataset.states),'NO_DATA')); new m.Selection(cells); for (const l of section.querySelectorAll('tbody a')) l.tabIndex=-1; const t1=performance.now()-t; cells.find('x','1'); return [t1, performance.now()-t]}""")
    print("start ms", src)
