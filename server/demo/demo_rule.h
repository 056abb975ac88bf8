#pragma once

#include "demo/demo_script.h"

#include <QRegularExpression>

/// How the demo model reads one step of a message. Pure.
namespace pilothouse {

using DemoMatch = QRegularExpressionMatch;
using DemoSteps = QList<DemoStep>;

/// Matches at the place where the last step ended, up to where this one ends.
struct DemoRule
{
    QRegularExpression pattern;
    DemoSteps (*build)(const QString &source, const DemoMatch &match);
};

/// Those for tools that no model knows by itself.
const QList<DemoRule> &ownToolRules();

/// `core` up to the end of a step. In it <point> is two numbers, <number> one, <rest> a text in
/// quotes or up to the end of the line, <element> an id or a role with a name in quotes.
QRegularExpression stepPattern(const QString &core);
/// "\\n" and "\\t" as what they stand for.
QString unescapedText(QString text);
/// [x, y] from the captured numbers `first` and the next.
QByteArray capturedPoint(const DemoMatch &match, int first);
DemoStep demoStep(const QString &source, DemoCall call);

} // namespace pilothouse
