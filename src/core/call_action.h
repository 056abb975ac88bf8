#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QPoint>
#include <QRect>
#include <QString>
#include <QStringList>

#include <optional>

namespace pilothouse {

/// What a call does, in facts for whoever shows it: an icon, words, a mark on the picture. Never
/// what is typed or written: of that only the length. Which facts there are depends on the kind.
///
/// Places are pixels of the pictures that the model of this session is shown (ImageRef::size says
/// how large they are), origin top left: scale them to mark them on the screen.
struct CallAction
{
    QString kind = {}; ///< ToolCall::action: "left_click", "run", "create" …; empty: not known
    std::optional<QPoint> coordinate = {};      ///< of the pointer, also where a drag ends
    std::optional<QPoint> startCoordinate = {}; ///< where a drag begins
    std::optional<QRect> region = {};           ///< what is looked at closer, or the element's
    QString role = {}; ///< of the element that is used, or of those that are looked for: "button"
    QString name = {}; ///< its name, or what they must say
    QString keys = {}; ///< pressed or held: "ctrl+s"; never a plain character
    int keyCount = 0;  ///< how many are pressed, when `keys` does not say which
    QString direction = {};                ///< of scrolling: "down"
    double amount = 0;                     ///< of scrolling, in notches
    double seconds = 0;                    ///< to wait, or to hold keys
    int repeat = 1;                        ///< how often keys are pressed
    std::optional<qint64> textLength = {}; ///< characters that are typed or written
    QStringList secrets = {};              ///< names of those that are typed
    QString command = {};                  ///< its first line, " …" behind it if there is more
    QString path = {};                     ///< of the file

    bool operator==(const CallAction &) const = default;
};

/// Only the facts there are, places as [x, y], the region as [left, top, right, bottom].
QJsonObject toJson(const CallAction &action);
/// What is missing or of a wrong type is as if it were not said.
CallAction callActionFromJson(const QJsonObject &json);

/// Something that the provider of a model wants a person to have seen before a call is carried out.
struct SafetyCheck
{
    QString id;
    QString code = {}; ///< what it is about, for programs: "malicious_instructions"; may be empty
    QString message = {}; ///< the same for people; may be empty

    bool operator==(const SafetyCheck &) const = default;
};

/// [{"code", "id", "message"}]
QJsonArray toJson(const QList<SafetyCheck> &checks);
/// What is missing or of a wrong type is as if it were not said.
QList<SafetyCheck> safetyChecksFromJson(const QJsonArray &json);

/// For people, in one line: "The page gives orders. (malicious_instructions)".
QString words(const SafetyCheck &check);

} // namespace pilothouse
