#include "app/eval/eval_options.h"

#include <QCommandLineParser>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostParallel = 100;

} // namespace

void declareEvalOptions(QCommandLineParser &parser)
{
    parser.addOption({u"script"_s, {}});
    parser.addOption({u"task"_s, {}, u"NAME"_s});
    parser.addOption({{u"j"_s, u"parallel"_s}, {}, u"N"_s});
    parser.addOption({u"keep-sessions"_s, {}});
}

Result<> readEvalOptions(const QCommandLineParser &parser, QStringList &words,
                         Invocation &invocation)
{
    if (words.isEmpty())
        return fail(Errc::InvalidArgument,
                    u"eval needs the folder of a suite: pilothouse eval tests/skill."_s);
    EvalWishes &wishes = invocation.eval;
    wishes.folder = words.takeFirst();
    wishes.tasks = parser.values(u"task"_s);
    wishes.output = parser.value(u"output"_s);
    wishes.byScript = parser.isSet(u"script"_s);
    wishes.keepSessions = parser.isSet(u"keep-sessions"_s);
    if (parser.isSet(u"parallel"_s)) {
        bool isNumber = false;
        wishes.parallel = parser.value(u"parallel"_s).toInt(&isNumber);
        if (!isNumber || wishes.parallel < 1 || wishes.parallel > kMostParallel)
            return fail(Errc::InvalidArgument,
                        u"--parallel: \"%1\" will not do: it must be a number from 1 to %2."_s.arg(
                            parser.value(u"parallel"_s), QString::number(kMostParallel)));
    }
    if (wishes.byScript) {
        invocation.config.model.provider = Provider::Demo;
        invocation.config.model.apiKey.clear();
    }
    return {};
}

QString evalHelp()
{
    return u"Options of eval:\n"
           "  --script                 the tasks' own steps instead of a model: proves the suite\n"
           "  --task NAME              this task alone; also several times\n"
           "  --parallel N             tasks at once, each on a desktop of its own; also -j N\n"
           "  --output FILE            results as JSON; what is finished there is not done again\n"
           "  --keep-sessions          sessions stay, to be looked at\n\n"_s;
}

} // namespace pilothouse
