#include "screen/key_names.h"
#include "screen/key_pool.h"
#include "support/unit_test.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestKeyPool : public QObject
{
    Q_OBJECT
private slots:
    void leavesKeysWithAMeaningAlone()
    {
        int usable = 0;
        for (int keycode = 0; keycode < 256; ++keycode)
            usable += PoolSlots::usable(keycode) ? 1 : 0;
        QCOMPARE(usable, PoolSlots::capacity());
        QCOMPARE(usable, 52);
        for (const int keycode : {164, 166, 167, 180, 181, 203, 207, 208, 225, 145, 36})
            QVERIFY2(!PoolSlots::usable(keycode), qPrintable(QString::number(keycode)));
    }

    void placesEachKeysymOnce()
    {
        PoolSlots pool;
        const auto first = pool.place({0x1006f22, 0x1006f23});
        QCOMPARE(first.changed.size(), 2);
        QVERIFY(!first.reused);
        QVERIFY(pool.find(0x1006f22));
        const auto again = pool.place({0x1006f22});
        QVERIFY(again.changed.isEmpty());
    }

    void reusesTheLeastRecentlyUsed()
    {
        PoolSlots pool;
        QSet<xkb_keysym_t> full;
        for (int i = 0; i < PoolSlots::capacity(); ++i)
            full.insert(0x1004e00U + static_cast<xkb_keysym_t>(i));
        pool.place(full);
        for (const xkb_keysym_t keysym : full) {
            if (keysym != 0x1004e07)
                pool.touch(keysym);
        }
        const auto placement = pool.place({0x1006f22});
        QVERIFY(placement.reused);
        QCOMPARE(placement.changed.size(), 1);
        QVERIFY(!pool.find(0x1004e07));
        QCOMPARE(pool.at(placement.changed.first()), xkb_keysym_t{0x1006f22});
    }

    void keepsWhatIsAskedForTogether()
    {
        QVERIFY(rc::check("all keysyms of one request are on keys of their own", [] {
            PoolSlots pool;
            const auto requests = *rc::gen::container<std::vector<std::set<xkb_keysym_t>>>(
                rc::gen::scale(0.5, rc::gen::container<std::set<xkb_keysym_t>>(
                                        rc::gen::inRange<xkb_keysym_t>(0x1000100, 0x1000180))));
            for (const std::set<xkb_keysym_t> &request : requests) {
                QSet<xkb_keysym_t> wanted;
                for (const xkb_keysym_t keysym : request) {
                    if (wanted.size() < PoolSlots::capacity())
                        wanted.insert(keysym);
                }
                pool.place(wanted);
                QSet<int> keys;
                for (const xkb_keysym_t keysym : wanted) {
                    RC_ASSERT(pool.find(keysym).has_value());
                    RC_ASSERT(PoolSlots::usable(*pool.find(keysym)));
                    keys.insert(*pool.find(keysym));
                }
                RC_ASSERT(keys.size() == wanted.size());
            }
        }));
    }

    void knowsTheKeysymOfEachCharacter_data()
    {
        QTest::addColumn<char32_t>("character");
        QTest::addColumn<xkb_keysym_t>("keysym");
        QTest::newRow("ASCII") << U'a' << xkb_keysym_t{XKB_KEY_a};
        QTest::newRow("Latin 1") << U'é' << xkb_keysym_t{XKB_KEY_eacute};
        QTest::newRow("legacy") << U'ł' << xkb_keysym_t{XKB_KEY_lstroke};
        QTest::newRow("Han") << U'漢' << xkb_keysym_t{0x1006f22};
        QTest::newRow("emoji") << U'😀' << xkb_keysym_t{0x101f600};
        QTest::newRow("joiner") << U'\u200d' << xkb_keysym_t{0x100200d};
        QTest::newRow("newline") << U'\n' << xkb_keysym_t{XKB_KEY_Return};
        QTest::newRow("tab") << U'\t' << xkb_keysym_t{XKB_KEY_Tab};
        QTest::newRow("bell is no key") << U'\a' << xkb_keysym_t{XKB_KEY_NoSymbol};
        QTest::newRow("C1 is no key") << char32_t{0x85} << xkb_keysym_t{XKB_KEY_NoSymbol};
    }
    void knowsTheKeysymOfEachCharacter()
    {
        QFETCH(char32_t, character);
        QFETCH(xkb_keysym_t, keysym);
        QCOMPARE(keysymFromCharacter(character), keysym);
    }
};

PILOTHOUSE_UNIT_TEST(TestKeyPool)
#include "tst_key_pool.moc"
