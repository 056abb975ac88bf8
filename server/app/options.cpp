#include "app/options.h"

#include "access/web_origin.h"
#include "agent/session_options.h"
#include "app/eval/eval_options.h"
#include "app/model_provider.h"
#include "store/database_url.h"

#include <QCommandLineParser>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

Failure badValue(const QString &where, const QString &value, const Error &error)
{
    return fail(Errc::InvalidArgument,
                u"%1: \"%2\" will not do: %3."_s.arg(where, value, error.message));
}

// Fills one setting from the first source that has it.
Result<> apply(const Option &option, const QCommandLineParser &parser,
               const QHash<QString, QString> &environment, const QHash<QString, QString> &dotenv,
               Config &config)
{
    const auto set = [&](const QString &where, const QString &value) -> Result<> {
        if (auto done = option.set(config, value); !done)
            return badValue(where, option.secret ? u"…"_s : value, done.error());
        return {};
    };
    if (!option.flag.isEmpty() && parser.isSet(option.flag))
        return set(u"--"_s + option.flag, parser.value(option.flag));
    if (option.environment.isEmpty())
        return {};
    for (const auto *source : {&environment, &dotenv})
        if (const QString value = source->value(option.environment); !value.isEmpty())
            return set(option.environment, value);
    return {};
}

/// A node takes what concerns nodes, and looks at nothing else.
Result<> readSettings(const QCommandLineParser &parser, const QHash<QString, QString> &environment,
                      const QHash<QString, QString> &dotenv, Config &config)
{
    const QStringList words = parser.positionalArguments();
    const bool isNode = words == QStringList{u"node"_s};
    if (isNode)
        config.server.port = kNodePort;
    for (const Option &option : optionTable()) {
        const bool isGiven = !option.flag.isEmpty() && parser.isSet(option.flag);
        if (isNode && isGiven && !concernsNode(option))
            return fail(Errc::InvalidArgument, u"--%1 means nothing to a node."_s.arg(option.flag));
        if (isNode && !concernsNode(option))
            continue;
        if (auto applied = apply(option, parser, environment, dotenv, config); !applied)
            return applied;
    }
    return {};
}

/// What one setting alone cannot tell, and addresses, which may hold a password: they are never
/// repeated.
Result<> checkTogether(const Config &config)
{
    const ServerConfig &server = config.server;
    const auto database = parseDatabaseUrl(config.store.databaseUrl);
    if (!database)
        return fail(Errc::InvalidArgument, u"--database-url: "_s + database.error().message);
    if (const auto model = checkModelSettings(config.model); !model)
        return fail(model.error());
    const ModelTable models = modelsOf(config.model);
    if (const QList<Misfit> wrong = misfits(config, models); !wrong.isEmpty())
        return fail(Errc::InvalidArgument,
                    u"--%1: %2"_s.arg(QString(wrong.first().option).replace(u'_', u'-'),
                                      wrong.first().reason));
    if (!server.auth && !isLoopbackName(hostName(server.host.toLatin1())))
        return fail(Errc::InvalidArgument,
                    u"--no-auth needs a loopback --host: whoever reaches %1 could use the "
                    "desktops."_s.arg(server.host));
    if (server.tlsCertificate.isEmpty() && !server.tlsKey.isEmpty())
        return fail(Errc::InvalidArgument, u"--tls-key needs --tls-cert."_s);
    return {};
}

void declare(QCommandLineParser &parser)
{
    for (const Option &option : optionTable()) {
        if (option.flag.isEmpty())
            continue;
        QStringList names{option.flag};
        if (option.flag == "verbose"_L1)
            names.append(u"v"_s);
        parser.addOption(QCommandLineOption(names, option.help, option.value));
    }
    parser.addOption({{u"h"_s, u"help"_s}, {}});
    parser.addOption({u"version"_s, {}});
    parser.addOption({u"print-config"_s, {}});
    parser.addOption({u"json"_s, {}});
    parser.addOption({u"verify"_s, {}});
    parser.addOption({u"keep-open"_s, {}});
    parser.addOption({u"image"_s, {}, u"FILE"_s});
    parser.addOption({u"session"_s, {}, u"ID"_s});
    parser.addOption({u"format"_s, {}, u"FORMAT"_s});
    declareEvalOptions(parser);
    parser.addOption({{u"o"_s, u"output"_s}, {}, u"FILE"_s});
    parser.addOption({u"connect"_s, {}, u"URL"_s});
}

/// Of the commands that need two words.
Result<> readPairs(QStringList &words, Invocation &invocation)
{
    using Command = Invocation::Command;
    const bool isExport = invocation.command == Command::Export;
    if (!isExport && invocation.command != Command::Migrate)
        return {};
    if (words.size() < 2)
        return fail(Errc::InvalidArgument,
                    isExport ? u"export needs a session and a file: pilothouse export ID "
                               "session.html."_s
                             : u"migrate needs two databases: pilothouse migrate "
                               "sqlite:///db.sqlite3 postgresql://USER@HOST/DATABASE."_s);
    (isExport ? invocation.session : invocation.from) = words.takeFirst();
    (isExport ? invocation.file : invocation.to) = words.takeFirst();
    return {};
}

Result<> readCommand(const QCommandLineParser &parser, Invocation &invocation)
{
    QStringList words = parser.positionalArguments();
    const QString command = words.isEmpty() ? u"serve"_s : words.takeFirst();
    using Command = Invocation::Command;
    static const QHash<QString, Command> commands{
        {u"serve"_s, Command::Serve},     {u"run"_s, Command::Run},
        {u"doctor"_s, Command::Doctor},   {u"token"_s, Command::Token},
        {u"openapi"_s, Command::OpenApi}, {u"export"_s, Command::Export},
        {u"audit"_s, Command::Audit},     {u"eval"_s, Command::Eval},
        {u"mcp"_s, Command::Mcp},         {u"node"_s, Command::Node},
        {u"migrate"_s, Command::Migrate}};
    if (!commands.contains(command))
        return fail(Errc::InvalidArgument,
                    u"Unknown command \"%1\". See pilothouse --help."_s.arg(command));
    invocation.command = commands.value(command);
    if (invocation.command == Command::Run) {
        if (words.isEmpty() || words.constFirst().trimmed().isEmpty())
            return fail(Errc::InvalidArgument,
                        u"run needs a task: pilothouse run \"open a terminal\"."_s);
        invocation.task = words.takeFirst();
    }
    if (auto read = readPairs(words, invocation); !read)
        return read;
    if (invocation.command == Command::OpenApi)
        invocation.file = parser.value(u"output"_s);
    if (invocation.command == Command::Eval)
        if (auto read = readEvalOptions(parser, words, invocation); !read)
            return read;
    if (auto read = readNodeWords(words, invocation); !read)
        return read;
    if (invocation.command == Command::Audit && !words.isEmpty())
        invocation.session = words.takeFirst();
    if (!words.isEmpty())
        return fail(
            Errc::InvalidArgument,
            u"Unexpected argument \"%1\". Put the task in quotes."_s.arg(words.constFirst()));
    return {};
}

} // namespace

Result<Invocation> readInvocation(const QStringList &arguments,
                                  const QHash<QString, QString> &environment,
                                  const QHash<QString, QString> &dotenv)
{
    QCommandLineParser parser;
    declare(parser);
    if (!parser.parse(arguments))
        return fail(Errc::InvalidArgument, parser.errorText());
    Invocation invocation;
    using Command = Invocation::Command;
    if (parser.isSet(u"help"_s)) {
        invocation.command = Command::Help;
        return invocation;
    }
    if (parser.isSet(u"version"_s)) {
        invocation.command = Command::Version;
        return invocation;
    }
    if (auto read = readSettings(parser, environment, dotenv, invocation.config); !read)
        return fail(read.error());
    if (auto checked = checkTogether(invocation.config); !checked)
        return fail(checked.error());
    invocation.json = parser.isSet(u"json"_s);
    invocation.verify = parser.isSet(u"verify"_s);
    invocation.keepOpen = parser.isSet(u"keep-open"_s);
    invocation.images = parser.values(u"image"_s);
    invocation.session = parser.value(u"session"_s);
    invocation.format = parser.value(u"format"_s);
    invocation.connect = parser.value(u"connect"_s);
    if (parser.isSet(u"print-config"_s))
        invocation.command = Command::PrintConfig;
    else if (auto read = readCommand(parser, invocation); !read)
        return fail(read.error());
    return invocation;
}

namespace {

QString commandHelp()
{
    return u"Pilothouse: a model operates a virtual desktop; you watch and steer.\n\n"
           "  pilothouse serve         the server with its pages; also without a command\n"
           "  pilothouse run \"TASK\"   one task, shown as it happens\n"
           "  pilothouse doctor        what is needed here, and how to get it\n"
           "  pilothouse token         the access token of the server\n"
           "  pilothouse openapi       the description of its HTTP interface\n"
           "  pilothouse export SESSION FILE\n"
           "                           a whole session as one page (.html) or as .json\n"
           "  pilothouse audit [SESSION]\n"
           "                           who did what, and when\n"
           "  pilothouse migrate FROM TO\n"
           "                           copy the journal from one database to an empty one\n"
           "  pilothouse eval FOLDER   how well a model does the tasks of a suite\n"
           "  pilothouse mcp           desktops and the agent for a program that speaks the Model\n"
           "                           Context Protocol, on stdin and stdout\n"
           "  pilothouse node          desktops for servers on other machines (--desktops there);\n"
           "                           node drain URL: that one takes no new ones; undrain: "
           "again\n\n"
           "Options of run:\n"
           "  --json                   one event a line, as JSON\n"
           "  --image FILE             a picture for the model; up to eight times\n"
           "  --keep-open              leave the desktop up after the task, until Ctrl+C\n"
           "  --session ID             go on in an earlier session\n\n"
           "Option of export:\n"
           "  --format html|json       whatever the file's ending is\n\n"
           "Option of openapi:\n"
           "  -o, --output FILE        into a file instead of to the terminal\n\n"
           "Options of audit:\n"
           "  --verify                 exit 1 if a row was changed or removed\n"
           "  --json                   one entry a line, as JSON\n\n"_s +
           evalHelp() +
           u"Option of mcp:\n"
           "  --connect URL            use the server there instead of one of its own\n\n"
           "Settings (flag, environment variable or .env line; the first that is there "
           "counts):\n"_s;
}

QString settingHelp(const Option &option)
{
    QString text = option.flag.isEmpty() ? u"  (no flag)"_s : u"  --"_s + option.flag;
    if (!option.value.isEmpty() && !option.flag.isEmpty())
        text += u' ' + option.value;
    if (!option.environment.isEmpty())
        text += u"  ["_s + option.environment + u"]"_s;
    text += u"\n      "_s + option.help;
    if (const QString value = option.get ? option.get(Config()) : QString(); !value.isEmpty())
        text += u" (default "_s + value + u")"_s;
    return text + u'\n';
}

} // namespace

QString helpText()
{
    QString text = commandHelp();
    for (const Option &option : optionTable())
        text += settingHelp(option);
    text += u"\nOthers:\n"
            "  -h, --help               this\n"
            "  --version                which one it is\n"
            "  --print-config           the settings as they hold, secrets left out\n\n"
            "Exit codes of run: 0 completed, 1 failed, 2 usage, 3 stopped by a budget, "
            "130 interrupted; of eval: 0 all passed, 1 not all, 2 usage, 130 interrupted.\n"_s;
    return text;
}

QString configText(const Config &config)
{
    QString text;
    for (const Option &option : optionTable()) {
        if (!option.get)
            continue;
        QString value = option.get(config);
        if (option.secret)
            value = value.isEmpty() ? u"(not set)"_s : u"(set)"_s;
        const QString key = option.flag.isEmpty() ? option.environment : option.flag;
        text += key + u" = "_s + value + u'\n';
    }
    return text;
}

} // namespace pilothouse
