#include "app/options.h"

#include "support/unit_test.h"

#include <QRegularExpression>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

using Values = QHash<QString, QString>;

Result<Invocation> read(QStringList arguments, const Values &environment = {},
                        const Values &dotenv = {})
{
    arguments.prepend(u"pilothouse"_s);
    return readInvocation(arguments, environment, dotenv);
}

} // namespace

class TestOptions : public QObject
{
    Q_OBJECT
private slots:
    void takesFlagBeforeEnvironmentBeforeDotenvBeforeDefault()
    {
        const QString key = u"PILOTHOUSE_MAX_STEPS"_s;
        const QStringList run{u"run"_s, u"x"_s};
        const auto steps = [](const Result<Invocation> &read) {
            return read->config.agent.budget.maxSteps;
        };
        QCOMPARE(steps(read(run)), BudgetConfig().maxSteps);
        QCOMPARE(steps(read(run, {}, {{key, u"1"_s}})), 1);
        QCOMPARE(steps(read(run, {{key, u"2"_s}}, {{key, u"1"_s}})), 2);
        QCOMPARE(steps(read(run + QStringList{u"--max-steps"_s, u"3"_s}, {{key, u"2"_s}})), 3);
    }

    void readsEveryKindOfSetting()
    {
        const auto got = read({u"run"_s, u"open terminal"_s, u"--width"_s, u"1024"_s, u"--height"_s,
                               u"768"_s, u"--approval"_s, u"sensitive"_s, u"--sandbox"_s, u"user"_s,
                               u"--no-network"_s, u"--json"_s, u"--max-cost-usd"_s, u"0.5"_s,
                               u"--credential"_s, u"bearer"_s, u"--max-time"_s, u"90"_s});
        QVERIFY2(got, got ? "" : qPrintable(got.error().message));
        QCOMPARE(got->command, Invocation::Command::Run);
        QCOMPARE(got->task, u"open terminal"_s);
        QVERIFY(got->json);
        QCOMPARE(got->config.desktop.size, QSize(1024, 768));
        QCOMPARE(got->config.desktop.sandbox, SandboxMode::User);
        QCOMPARE(got->config.desktop.egress.mode, EgressMode::None);
        QCOMPARE(got->config.agent.approval, ApprovalPolicy::Sensitive);
        QCOMPARE(got->config.agent.budget.maxCostUsd, 0.5);
        QCOMPARE(got->config.agent.budget.maxTime, std::chrono::seconds(90));
        QCOMPARE(got->config.model.credential, CredentialStyle::Bearer);
    }

    void readsWhereToListenAndWhoMayCome()
    {
        const auto got = read({u"--host"_s, u"0.0.0.0"_s, u"--port"_s, u"0"_s, u"--allowed-hosts"_s,
                               u"Pilot.Example.com:443, ::1,"_s, u"--cors-origin"_s,
                               u"https://App.example.com:443, http://localhost:3000"_s,
                               u"--tls-cert"_s, u"/a.pem"_s, u"--tls-key"_s, u"/b.pem"_s,
                               u"--idle-timeout"_s, u"15m"_s, u"--retention"_s, u"30d"_s},
                              {{u"PILOTHOUSE_TOKEN"_s, u"0123456789abcdef"_s}});
        QVERIFY2(got, got ? "" : qPrintable(got.error().message));
        const ServerConfig &server = got->config.server;
        QCOMPARE(server.host, u"0.0.0.0"_s);
        QCOMPARE(server.port, quint16(0));
        QCOMPARE(server.allowedHosts, (QStringList{u"pilot.example.com"_s, u"::1"_s}));
        QCOMPARE(server.corsOrigins,
                 (QStringList{u"https://app.example.com"_s, u"http://localhost:3000"_s}));
        QCOMPARE(server.tlsCertificate, u"/a.pem"_s);
        QCOMPARE(server.tlsKey, u"/b.pem"_s);
        QCOMPARE(server.idleTimeout, std::chrono::minutes(15));
        QCOMPARE(server.retention, std::chrono::hours(30 * 24));
        QCOMPARE(server.token, u"0123456789abcdef"_s);
        QVERIFY(server.auth);
    }

    void readsWhatOneClientMayCost()
    {
        const auto got = read({u"--max-connections"_s, u"20"_s, u"--max-connections-per-address"_s,
                               u"5"_s, u"--max-body"_s, u"65536"_s, u"--head-timeout"_s, u"3"_s,
                               u"--body-timeout"_s, u"2m"_s, u"--answer-timeout"_s, u"90s"_s,
                               u"--stall-timeout"_s, u"5"_s, u"--keep-alive"_s, u"15"_s});
        QVERIFY2(got, got ? "" : qPrintable(got.error().message));
        const HttpLimits &limits = got->config.server.limits;
        QCOMPARE(limits.connections, 20);
        QCOMPARE(limits.connectionsPerAddress, 5);
        QCOMPARE(limits.bodyBytes, 65536);
        QCOMPARE(limits.headTimeout, std::chrono::seconds(3));
        QCOMPARE(limits.bodyTimeout, std::chrono::minutes(2));
        QCOMPARE(limits.answerTimeout, std::chrono::seconds(90));
        QCOMPARE(limits.stallTimeout, std::chrono::seconds(5));
        QCOMPARE(limits.idleTimeout, std::chrono::seconds(15));
        QVERIFY(!read({u"--max-connections"_s, u"0"_s}));
        QVERIFY(!read({u"--max-body"_s, u"1"_s}));
        QVERIFY(!read({u"--head-timeout"_s, u"0"_s}));
        QVERIFY(!read({u"--keep-alive"_s, u"2h"_s}));
        QVERIFY(configText(got->config).contains(u"head-timeout = 3\n"_s));
    }

    void readsWhatToExportAndWhere()
    {
        const auto got = read({u"export"_s, u"ID"_s, u"a.html"_s, u"--format"_s, u"json"_s});
        QVERIFY(got);
        QCOMPARE(got->command, Invocation::Command::Export);
        QCOMPARE(got->session, u"ID"_s);
        QCOMPARE(got->file, u"a.html"_s);
        QCOMPARE(got->format, u"json"_s);
        QVERIFY(!read({u"export"_s, u"ID"_s}));
        QVERIFY(!read({u"export"_s, u"ID"_s, u"a.html"_s, u"b.html"_s}));
    }

    void readsWhoseDeedsToShow()
    {
        const auto all = read({u"audit"_s, u"--json"_s});
        QVERIFY(all);
        QCOMPARE(all->command, Invocation::Command::Audit);
        QVERIFY(all->session.isEmpty() && !all->verify && all->json);
        const auto one = read({u"audit"_s, u"ID"_s, u"--verify"_s});
        QVERIFY(one && one->verify);
        QCOMPARE(one->session, u"ID"_s);
        QVERIFY(!read({u"audit"_s, u"ID"_s, u"ID"_s}));
        const auto moved = read({u"migrate"_s, u"sqlite:///a"_s, u"postgresql://h/b"_s});
        QVERIFY(moved && moved->from == "sqlite:///a"_L1 && moved->to == "postgresql://h/b"_L1);
        QVERIFY(!read({u"migrate"_s, u"sqlite:///a"_s}));
    }

    void listensOnLoopbackWithATokenUnlessToldOtherwise()
    {
        const ServerConfig server = read({})->config.server;
        QCOMPARE(server.host, u"127.0.0.1"_s);
        QCOMPARE(server.port, quint16(8000));
        QVERIFY(server.auth);
        QVERIFY(server.token.isEmpty());
        QVERIFY(server.allowedHosts.isEmpty());
        QVERIFY(server.corsOrigins.isEmpty());
        QCOMPARE(server.idleTimeout, std::chrono::seconds(3600));
        QCOMPARE(server.retention, std::chrono::seconds(0));
    }

    void goesWithoutATokenOnLoopbackOnly_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("IPv4") << u"127.0.0.1"_s << true;
        QTest::newRow("other IPv4") << u"127.1.2.3"_s << true;
        QTest::newRow("IPv6") << u"::1"_s << true;
        QTest::newRow("name") << u"localhost"_s << true;
        QTest::newRow("all IPv4") << u"0.0.0.0"_s << false;
        QTest::newRow("all IPv6") << u"::"_s << false;
        QTest::newRow("network") << u"192.168.1.2"_s << false;
    }
    void goesWithoutATokenOnLoopbackOnly()
    {
        QFETCH(QString, host);
        QFETCH(bool, allowed);
        const Values hostIs{{u"PILOTHOUSE_HOST"_s, host}};
        const auto byFlag = read({u"--no-auth"_s}, hostIs);
        QCOMPARE(byFlag.has_value(), allowed);
        auto both = hostIs;
        both.insert(u"PILOTHOUSE_AUTH"_s, u"off"_s);
        const auto byEnvironment = read({}, both);
        QCOMPARE(byEnvironment.has_value(), allowed);
        if (allowed) {
            QVERIFY(!byFlag->config.server.auth);
            QVERIFY(!byEnvironment->config.server.auth);
        } else {
            QVERIFY(byFlag.error().message.contains(u"--no-auth"_s));
            QVERIFY(!byFlag.error().message.contains(u'\n'));
        }
    }

    void refusesWhatItDoesNotUnderstandAndNamesIt_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *name, const QStringList &arguments, const QString &named) {
            QTest::newRow(name) << arguments << named;
        };
        row("unknown flag", {u"run"_s, u"x"_s, u"--colour"_s}, u"colour"_s);
        row("unknown command", {u"dance"_s}, u"dance"_s);
        row("no task", {u"run"_s}, u"task"_s);
        row("blank task", {u"run"_s, u" "_s}, u"task"_s);
        row("task without quotes", {u"run"_s, u"open"_s, u"terminal"_s}, u"terminal"_s);
        row("no number", {u"run"_s, u"x"_s, u"--max-steps"_s, u"many"_s}, u"--max-steps"_s);
        row("negative", {u"run"_s, u"x"_s, u"--max-steps=-1"_s}, u"--max-steps"_s);
        row("fraction of a step", {u"run"_s, u"x"_s, u"--max-steps"_s, u"1.5"_s}, u"--max-steps"_s);
        row("not a number at all", {u"run"_s, u"x"_s, u"--max-cost-usd"_s, u"nan"_s},
            u"--max-cost-usd"_s);
        row("tiny screen", {u"run"_s, u"x"_s, u"--width"_s, u"1"_s}, u"--width"_s);
        row("host of a machine", {u"--host"_s, u"example.com"_s}, u"--host"_s);
        row("no port", {u"--port"_s, u"65536"_s}, u"--port"_s);
        row("half a token", {u"--token"_s, u"0123456789abcde"_s}, u"--token"_s);
        row("token with a space", {u"--token"_s, u"0123456789 abcdef"_s}, u"--token"_s);
        row("URL as a host", {u"--allowed-hosts"_s, u"a,https://b"_s}, u"--allowed-hosts"_s);
        row("any host", {u"--allowed-hosts"_s, u"*"_s}, u"--allowed-hosts"_s);
        row("any origin", {u"--cors-origin"_s, u"*"_s}, u"--cors-origin"_s);
        row("null origin", {u"--cors-origin"_s, u"null"_s}, u"--cors-origin"_s);
        row("page as an origin", {u"--cors-origin"_s, u"https://a/b"_s}, u"--cors-origin"_s);
        row("key alone", {u"--tls-key"_s, u"/k.pem"_s}, u"--tls-cert"_s);
        row("no time", {u"--idle-timeout"_s, u"soon"_s}, u"--idle-timeout"_s);
        row("negative time", {u"--retention=-1d"_s}, u"--retention"_s);
        row("no such policy", {u"run"_s, u"x"_s, u"--approval"_s, u"maybe"_s}, u"--approval"_s);
        row("no such policy of chats", {u"--openai-approval"_s, u"ask"_s}, u"--openai-approval"_s);
        row("no such sandbox", {u"run"_s, u"x"_s, u"--sandbox"_s, u"vm"_s}, u"--sandbox"_s);
        row("no SQLite", {u"--database-url"_s, u"mysql://me:secret@db/x"_s}, u"--database-url"_s);
        row("no web address", {u"--base-url"_s, u"ftp://me:secret@x"_s}, u"--base-url"_s);
        row("address with a password", {u"--base-url"_s, u"https://me:secret@x"_s},
            u"--base-url"_s);
        row("no such dialect", {u"run"_s, u"x"_s, u"--tool-dialect"_s, u"x"_s},
            u"--tool-dialect"_s);
    }
    void refusesWhatItDoesNotUnderstandAndNamesIt()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const auto got = read(arguments);
        QVERIFY(!got);
        QCOMPARE(got.error().code, Errc::InvalidArgument);
        QVERIFY2(got.error().message.contains(named), qPrintable(got.error().message));
        QVERIFY(!got.error().message.contains(u'\n'));
    }

    void neverShowsTheKey()
    {
        const QString key = u"sk-ant-very-secret"_s;
        const auto got = read({u"--print-config"_s}, {{u"ANTHROPIC_API_KEY"_s, key}});
        QCOMPARE(got->config.model.apiKey, key);
        const QString shown = configText(got->config);
        QVERIFY(!shown.contains(key));
        QVERIFY(shown.contains(u"ANTHROPIC_API_KEY = (set)"_s));
    }

    void neverShowsTheToken()
    {
        const QString token = u"a very good secret"_s.remove(u' ') + u"0123"_s;
        const auto got = read({u"--print-config"_s, u"--token"_s, token});
        QVERIFY2(got, got ? "" : qPrintable(got.error().message));
        const QString shown = configText(got->config);
        QVERIFY(!shown.contains(token));
        QVERIFY(shown.contains(u"token = (set)"_s));

        const auto bad = read({u"--token"_s, u"too short"_s});
        QVERIFY(!bad.error().message.contains(u"too short"_s));
    }

    void neverShowsThePasswordOfAnAddress()
    {
        for (const QString &flag : {u"--database-url"_s, u"--base-url"_s}) {
            const auto bad = read({flag, u"https://me:secret@host/x"_s});
            QVERIFY(!bad);
            QVERIFY(!bad.error().message.contains(u"secret"_s));
        }
    }

    void readsDotenvLinesAsAShellWould()
    {
        const auto values = parseDotenv(u"# a comment\n\nA=1\nexport B = \"two words\"\n"
                                        "C='it # stays'\nD=x # goes\nE=\nnonsense\n=3\n"_s);
        QCOMPARE(values, (Values{{u"A"_s, u"1"_s},
                                 {u"B"_s, u"two words"_s},
                                 {u"C"_s, u"it # stays"_s},
                                 {u"D"_s, u"x"_s},
                                 {u"E"_s, QString()}}));
    }

    // Completion of shells is made from these lines.
    void understandsEachCommandThatTheHelpNames()
    {
        static const QRegularExpression line(u"^  pilothouse ([a-z]+)"_s,
                                             QRegularExpression::MultilineOption);
        QStringList named;
        for (auto found = line.globalMatch(helpText()); found.hasNext();)
            named.append(found.next().captured(1));
        for (const QString &command : std::as_const(named)) {
            const auto done = read({command});
            QVERIFY2(done || !done.error().message.startsWith(u"Unknown"_s), qPrintable(command));
        }
        QCOMPARE(named, (QStringList{u"serve"_s, u"run"_s, u"doctor"_s, u"token"_s, u"openapi"_s,
                                     u"export"_s, u"audit"_s, u"migrate"_s, u"eval"_s, u"mcp"_s,
                                     u"node"_s}));
    }

    void listsEverySettingInTheHelp()
    {
        const QString help = helpText();
        for (const Option &option : optionTable()) {
            QVERIFY2(help.contains(option.flag), qPrintable(option.flag));
            QVERIFY2(help.contains(option.environment), qPrintable(option.environment));
        }
    }
};

PILOTHOUSE_UNIT_TEST(TestOptions)
#include "tst_options.moc"
