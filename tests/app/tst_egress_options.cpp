#include "app/options.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

using EnvironmentValues = QHash<QString, QString>;

Result<Invocation> understood(QStringList arguments, const EnvironmentValues &environment = {})
{
    arguments.prepend(u"pilothouse"_s);
    return readInvocation(arguments, environment, {});
}

} // namespace

class TestEgressOptions : public QObject
{
    Q_OBJECT
private slots:
    void readsWhereSessionsMayConnect_data()
    {
        QTest::addColumn<QStringList>("flags");
        QTest::addColumn<EnvironmentValues>("environment");
        QTest::addColumn<QString>("mode");
        QTest::addColumn<QStringList>("hosts");
        const QStringList hosts{u"example.com"_s, u"*.debian.org"_s, u"a.example:8443"_s};
        const QString written = u" Example.com,*.debian.org, a.example:8443,example.com,"_s;
        const QStringList none;
        const auto row = [](const char *name, const QStringList &flags,
                            const EnvironmentValues &environment, const QString &mode,
                            const QStringList &expected) {
            QTest::newRow(name) << flags << environment << mode << expected;
        };
        row("nothing", none, {}, name(DesktopConfig().egress.mode), none);
        row("flags", {u"--egress"_s, u"list"_s, u"--allow-hosts"_s, written}, {}, u"list"_s, hosts);
        row("environment", none,
            {{u"PILOTHOUSE_EGRESS"_s, u"list"_s}, {u"PILOTHOUSE_ALLOW_HOSTS"_s, written}},
            u"list"_s, hosts);
        row("hosts for sessions that choose a list",
            {u"--egress"_s, u"public"_s, u"--allow-hosts"_s, written}, {}, u"public"_s, hosts);
        row("the older name", {u"--no-network"_s}, {}, u"none"_s, none);
        row("a flag over the environment", {u"--egress=none"_s},
            {{u"PILOTHOUSE_EGRESS"_s, u"all"_s}}, u"none"_s, none);
    }
    void readsWhereSessionsMayConnect()
    {
        QFETCH(QStringList, flags);
        QFETCH(EnvironmentValues, environment);
        const auto got = understood(flags, environment);
        QVERIFY2(got, got ? "" : qPrintable(got.error().message));
        QTEST(name(got->config.desktop.egress.mode), "mode");
        QTEST(got->config.desktop.egress.hosts, "hosts");
    }

    void showsThemInTheConfiguration()
    {
        const auto got =
            understood({u"--egress"_s, u"list"_s, u"--allow-hosts"_s, u"a.b, *.c.d:99"_s});
        const QString shown = configText(got->config);
        QVERIFY2(shown.contains(u"egress = list\n"_s), qPrintable(shown));
        QVERIFY(shown.contains(u"allow-hosts = a.b,*.c.d:99\n"_s));
    }

    void refusesWhatItDoesNotUnderstandAndNamesIt_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("flag");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *name, const QString &flag, const QString &written,
                            const QString &value) {
            QTest::newRow(name) << QStringList{flag, written} << flag << value;
        };
        row("no such network", u"--egress"_s, u"most"_s, u"all|public|none|list"_s);
        row("an address", u"--allow-hosts"_s, u"a.example,10.0.0.1"_s, u"\"10.0.0.1\""_s);
        row("a page", u"--allow-hosts"_s, u"https://a.example/x"_s, u"\"https://a.example/x\""_s);
        row("everything", u"--allow-hosts"_s, u"*"_s, u"\"*\""_s);
        row("no port", u"--allow-hosts"_s, u"a.example:70000"_s, u"70000"_s);
    }
    void refusesWhatItDoesNotUnderstandAndNamesIt()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, flag);
        QFETCH(QString, value);
        const auto got = understood(arguments);
        QVERIFY(!got);
        QCOMPARE(got.error().code, Errc::InvalidArgument);
        QVERIFY2(got.error().message.contains(flag), qPrintable(got.error().message));
        QVERIFY2(got.error().message.contains(value), qPrintable(got.error().message));
    }
};

PILOTHOUSE_UNIT_TEST(TestEgressOptions)
#include "tst_egress_options.moc"
