#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace pilothouse {

/// The clipboard as a viewer speaks of it with a server, in the extended messages of the RFB
/// community's protocol text: a text is offered, asked for, and then given. Pure.
class RfbClipboard
{
public:
    static constexpr qsizetype kLongest = 512 * 1024; ///< bytes of UTF-8, either way

    struct Said
    {
        QByteArray answer;           ///< to be sent; may be empty
        std::optional<QString> text; ///< what was copied on the desktop; lines end with "\n"
        bool isOffer = false;        ///< there is a text, which `answer` asks for
        bool isRequest = false;      ///< the server wants ours: see provide()
    };

    /// `message` is the body of an extended ServerCutText. What is broken says nothing.
    static Said read(QByteArrayView message);
    /// Our text, whole. Empty when it is longer than kLongest.
    static QByteArray provide(const QString &text);
};

} // namespace pilothouse
