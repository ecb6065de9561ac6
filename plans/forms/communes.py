"""Input about which communes a plan speaks of."""

from django import forms

from communes.models import AdministrativeUnit
from plans.forms.fields import WholeField
from plans.models import PlanCommune


class CommunesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, one: AdministrativeUnit) -> str:
        return one.full_name


class AddCommunesForm(forms.Form):
    """Some of the communes that the plan does not name yet, or all of them."""

    use_required_attribute = False
    communes = CommunesField(
        label="Xã chưa có trong kế hoạch",
        queryset=None,
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một xã."},
    )

    def __init__(self, *args, missing, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["communes"].queryset = missing


class PlaceForm(forms.Form):
    use_required_attribute = False
    printed_name = forms.CharField(
        label="Tên như in",
        required=False,
        max_length=PlanCommune._meta.get_field("printed_name").max_length,
        help_text="Để trống nếu như tên chính thức.",
    )
    position = WholeField(label="STT", help_text="Các xã khác dồn lại theo.")
