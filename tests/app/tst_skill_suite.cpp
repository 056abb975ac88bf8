#include "app/eval/skill_task.h"

#include "demo/demo_script.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// The suite that we ship: read here, carried out by scripts/test when PILOTHOUSE_TEST_SKILL is 1.
class TestSkillSuite : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        QVERIFY2(m_suite.has_value(), m_suite ? "" : qPrintable(m_suite.error().message));
    }

    void hasNoStepThatTheDemoModelDoesNotKnow()
    {
        for (const SkillTask &task : *m_suite) {
            for (const QString &line : task.steps) {
                const QList<DemoStep> steps = parseDemoScript(line);
                QVERIFY2(!steps.isEmpty(), qPrintable(task.name + u": "_s + line));
                for (const DemoStep &step : steps)
                    QVERIFY2(step.call(), qPrintable(task.name + u": "_s + line));
            }
        }
    }

private:
    const Result<QList<SkillTask>> m_suite = readSkillSuite(QStringLiteral(SKILL_SUITE));
};

PILOTHOUSE_UNIT_TEST(TestSkillSuite)
#include "tst_skill_suite.moc"
