"""The one receiver of the catalogue: sets of links have no save() of their own to tell the journal."""

from django.db.models.signals import m2m_changed
from django.dispatch import receiver

from . import journal
from .journaled import Journaled


@receiver(m2m_changed)
def notice_links(sender, instance, action, reverse, pk_set, model, **kwargs):
    """Touch the entry whose set of countries, themes or other links changed, from whichever end."""
    if not isinstance(instance, Journaled) or action not in ("post_add", "post_remove", "pre_clear", "post_clear"):
        return
    with journal.joined():
        if not reverse:
            journal.touch_many(instance.journal_root(), [instance.pk])
        elif issubclass(model, Journaled):
            journal.touch_many(model.journal_root(), _far_ends(sender, instance, pk_set))


def _far_ends(through, instance, pk_set):
    """The entries at the other end; when a whole set is cleared Django does not say which, so the table is asked."""
    if pk_set is not None:
        return pk_set
    near, far = _ends(through, instance)
    return set(through._base_manager.filter(**{near: instance.pk}).values_list(far, flat=True))


def _ends(through, instance):
    keys = [field for field in through._meta.fields if field.is_relation]
    near = next(field for field in keys if isinstance(instance, field.related_model))
    far = next(field for field in keys if field is not near)
    return near.attname, far.attname
