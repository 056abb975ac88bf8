#include "app/hidden_arguments.h"

#include "support/unit_test.h"

#include <QTest>

#include <vector>

using namespace pilothouse;

/// What the process list shows of a command line.
class TestHiddenArguments : public QObject
{
    Q_OBJECT
private slots:
    void coversSecretsAndNothingElse_data()
    {
        QTest::addColumn<QByteArrayList>("given");
        QTest::addColumn<QByteArrayList>("left");
        const auto row = [](const char *name, const QByteArrayList &given,
                            const QByteArrayList &left) { QTest::newRow(name) << given << left; };
        row("beside the flag", {"serve", "--token", "abc-def", "--port", "1"},
            {"serve", "--token", "*******", "--port", "1"});
        row("in one with it", {"--token=abc", "serve"}, {"--token=***", "serve"});
        row("twice", {"--token", "a", "--token=b"}, {"--token", "*", "--token=*"});
        row("without a value", {"--token"}, {"--token"});
        row("an empty value", {"--token=", "--token", ""}, {"--token=", "--token", ""});
        row("another flag", {"--token-x", "abc"}, {"--token-x", "abc"});
        row("a task about it", {"run", "the token is abc"}, {"run", "the token is abc"});
        row("the user of an address", {"--base-url", "https://me:pass@word@host/a"},
            {"--base-url", "https://************@host/a"});
        row("an address without one", {"--base-url=https://host/a"}, {"--base-url=https://host/a"});
        row("nothing", {}, {});
    }
    void coversSecretsAndNothingElse()
    {
        QFETCH(QByteArrayList, given);
        QFETCH(QByteArrayList, left);
        given.prepend("pilothouse");
        left.prepend("pilothouse");
        std::vector<char *> arguments;
        for (QByteArray &argument : given)
            arguments.push_back(argument.data());

        hideSecretArguments(static_cast<int>(arguments.size()), arguments.data());

        QCOMPARE(given, left);
    }
};

PILOTHOUSE_UNIT_TEST(TestHiddenArguments)
#include "tst_hidden_arguments.moc"
