#include "app/options.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestToolsOption : public QObject
{
    Q_OBJECT
private slots:
    void readsWhichToolsModelsMayBeOffered()
    {
        const auto read = [](const QStringList &more) {
            return readInvocation(QStringList{u"pilothouse"_s, u"serve"_s} + more, {}, {});
        };
        QCOMPARE(read({})->config.agent.tools, toolNames());
        QCOMPARE(read({u"--tools"_s, u"edit,computer"_s})->config.agent.tools,
                 (QStringList{u"computer"_s, u"edit"_s}));
        QVERIFY(!read({u"--tools"_s, u"computer,hammer"_s}));
        QVERIFY(!read({u"--tools"_s, u","_s}));
    }
};

PILOTHOUSE_UNIT_TEST(TestToolsOption)
#include "tst_tools_option.moc"
