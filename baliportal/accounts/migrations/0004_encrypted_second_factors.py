from django.db import migrations

from baliportal.accounts.encryption import MARK, decrypt, encrypt


def encrypt_secrets(apps, schema_editor):
    for device in apps.get_model("otp_totp", "TOTPDevice").objects.exclude(key__startswith=MARK):
        device.key = encrypt(bytes.fromhex(device.key), device.user_id)
        device.save(update_fields=["key"])


def decrypt_secrets(apps, schema_editor):
    for device in apps.get_model("otp_totp", "TOTPDevice").objects.filter(key__startswith=MARK):
        device.key = decrypt(device.key, device.user_id).hex()
        device.save(update_fields=["key"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_open_sessions"), ("otp_totp", "0003_add_timestamps")]

    operations = [
        migrations.CreateModel(
            name="AuthenticatorApp",
            fields=[],
            options={"proxy": True, "default_permissions": (), "indexes": [], "constraints": []},
            bases=("otp_totp.totpdevice",),
        ),
        migrations.RunPython(encrypt_secrets, decrypt_secrets),
    ]
