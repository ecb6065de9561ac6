from django.urls import path

from accounts.audit.views import audit_list
from accounts.views import account, factor, password, sign_in

app_name = "accounts"
OWN, FACTOR = "tai-khoan/", "tai-khoan/hai-buoc/"
urlpatterns = [
    path("dang-nhap/", sign_in.Login.as_view(), name="login"),
    path("dang-nhap/ma-xac-thuc/", sign_in.factor_ask, name="factor_ask"),
    path("dang-xuat/", sign_in.logout, name="logout"),
    path("doi-mat-khau/", password.password_change, name="password_change"),
    path("quen-mat-khau/", password.forgotten, name="forgotten"),
    path("loi-moi/<slug:secret>/", password.invitation, name="invitation"),
    path(OWN, account.account, name="account"),
    path(f"{OWN}phien/", account.session_list, name="session_list"),
    path(f"{OWN}phien/giu/", account.session_keep, name="session_keep"),
    path(f"{OWN}phien/ket-thuc/", account.session_end_others, name="session_end_others"),
    path(f"{OWN}phien/<int:session_id>/ket-thuc/", account.session_end, name="session_end"),
    path(f"{OWN}nhat-ky/", account.own_log, name="own_log"),
    path(f"{OWN}du-lieu/", account.own_data, name="own_data"),
    path(f"{OWN}de-nghi-sua/", account.correction, name="correction"),
    path(FACTOR, factor.factor, name="factor"),
    path(f"{FACTOR}tat/", factor.factor_end, name="factor_end"),
    path(f"{FACTOR}ma-du-phong/", factor.factor_codes, name="factor_codes"),
    path("nhat-ky/", audit_list, name="audit_list"),
]
