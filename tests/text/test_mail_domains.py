"""The domain of an address, and whether anybody can have an address there."""

from __future__ import annotations

import pytest

from commitments.text.mail_domains import domain_of, is_web_mail, is_within


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("amina@interior.go.ke", "interior.go.ke"),
        ("Amina@Interior.GO.KE.", "interior.go.ke"),
        ("a@b@gmail.com", "gmail.com"),
        ("amina@bücher.example", "xn--bcher-kva.example"),
        ("amina@وزارة.example", "xn--mgbexc3i.example"),
        ("amina", ""),
        ("", ""),
        ("@", ""),
        ("amina@..ü", "..ü"),
    ],
)
def test_domain_is_what_the_dns_has(address, domain):
    assert domain_of(address) == domain


@pytest.mark.parametrize(
    "domain",
    [
        "gmail.com",
        "googlemail.com",
        "yahoo.com",
        "yahoo.fr",
        "yahoo.co.uk",
        "yahoo.com.br",
        "yahoo.co.in",
        "ymail.com",
        "rocketmail.com",
        "hotmail.com",
        "hotmail.fr",
        "hotmail.co.uk",
        "hotmail.com.ar",
        "outlook.com",
        "outlook.de",
        "outlook.com.br",
        "outlook.sa",
        "live.com",
        "live.com.mx",
        "live.nl",
        "msn.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "proton.me",
        "protonmail.com",
        "protonmail.ch",
        "pm.me",
        "tutanota.com",
        "tuta.io",
        "qq.com",
        "foxmail.com",
        "163.com",
        "126.com",
        "sina.com",
        "sina.cn",
        "sohu.com",
        "139.com",
        "aliyun.com",
        "naver.com",
        "hanmail.net",
        "docomo.ne.jp",
        "rediffmail.com",
        "maktoob.com",
        "mail.ru",
        "bk.ru",
        "inbox.ru",
        "list.ru",
        "rambler.ru",
        "yandex.ru",
        "yandex.com",
        "yandex.kz",
        "yandex.com.tr",
        "ya.ru",
        "ukr.net",
        "i.ua",
        "wp.pl",
        "onet.pl",
        "o2.pl",
        "interia.pl",
        "seznam.cz",
        "abv.bg",
        "freemail.hu",
        "gmx.de",
        "gmx.net",
        "gmx.at",
        "gmx.ch",
        "gmx.com",
        "gmx.fr",
        "web.de",
        "t-online.de",
        "freenet.de",
        "orange.fr",
        "wanadoo.fr",
        "laposte.net",
        "free.fr",
        "libero.it",
        "alice.it",
        "virgilio.it",
        "uol.com.br",
        "bol.com.br",
        "terra.com.br",
        "aol.com",
        "aol.co.uk",
        "mail.com",
        "zoho.com",
        "fastmail.com",
        "hushmail.com",
        "btinternet.com",
        "bigpond.com",
        "xtra.co.nz",
        "comcast.net",
        "bluewin.ch",
        "skynet.be",
        "sapo.pt",
    ],
)
def test_public_provider_is_known(domain):
    assert is_web_mail(domain)


@pytest.mark.parametrize(
    "domain",
    [
        "interior.go.ke",
        "health.gov.au",
        "gov.uk",
        "diplomatie.gouv.fr",
        "sre.gob.mx",
        "eda.admin.ch",
        "auswaertiges-amt.de",
        "mfa.gov.cn",
        "mid.ru",
        "redcross.or.ke",
        "icrc.org",
        "ifrc.org",
        "croix-rouge.fr",
        "mail.go.ke",
        "mail.gov.bw",
        "live.gov.uk",
        "outlook.health.gov.au",
        "gmail.go.ke",
        "yahoo.gov.in",
        "notgmail.com",
        "gmail.com.interior.go.ke",
        "mail.mil",
        "who.int",
        "vatican.va",
        "example.org",
        "com",
    ],
)
def test_office_is_no_public_provider(domain):
    assert not is_web_mail(domain)


def test_no_address_is_at_no_provider():
    assert not is_web_mail("")


@pytest.mark.parametrize(
    ("domain", "other", "is_beneath"),
    [
        ("mail.example.gov", "example.gov", True),
        ("a.b.example.gov", "example.gov", True),
        ("example.gov", "example.gov", False),
        ("badexample.gov", "example.gov", False),
        ("example.gov", "mail.example.gov", False),
    ],
)
def test_domain_stands_beneath_another_one(domain, other, is_beneath):
    assert is_within(domain, other) is is_beneath
