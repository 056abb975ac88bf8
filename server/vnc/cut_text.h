#pragma once

#include <QByteArray>
#include <QString>

namespace pilothouse {

/// What a viewer says of its clipboard. Pure.
/// Source: RFC 6143, section 7.5.6, and the extended clipboard of the RFB community's protocol
/// text, where a text is offered first and asked for afterwards.
struct CutText
{
    enum class Kind {
        Text,    ///< a text that comes by itself
        Offer,   ///< there is a text, for whoever asks
        Answer,  ///< a text of the extended clipboard, mostly one that was asked for
        Asks,    ///< about what was copied on the desktop
        Nothing, ///< no text, more than we take, or broken
    };
    static constexpr qsizetype kLongest = 4 * 1024 * 1024; ///< bytes of UTF-8

    Kind kind = Kind::Nothing;
    QString text = {}; ///< lines end with a line feed

    /// `message` is a whole ClientCutText.
    static CutText of(QByteArrayView message);
    /// Asks a viewer for the text that it has offered.
    static QByteArray request();
};

} // namespace pilothouse
