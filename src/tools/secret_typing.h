#pragma once

#include "core/secrets.h"
#include "screen/display.h"
#include "tools/secret_cover.h"

#include <functional>

namespace pilothouse {

/// Where what is typed would go.
struct TypingPlace
{
    QStringList window = {}; ///< FocusedWindow::names; empty: no window has the keyboard
    QUrl document = {};      ///< address of the page whose field has it; empty: none, or not known
    QUrl page = {};          ///< of the outermost one, where that one is in a frame; else the same
    QString unknown = {};    ///< why that is not known
    bool hidesText = false;  ///< a password field: nothing is to be read there
};
using TypingPlaceReader = std::function<QCoro::Task<TypingPlace>(std::stop_token)>;

/// Types text that names secrets: each value only where it may go, and what shows of it is covered
/// in pictures from then on. Main thread. `display` and `secrets` outlive it.
class SecretTyping
{
public:
    SecretTyping(Display &display, const Secrets &secrets, TypingPlaceReader place)
        : m_display(display), m_secrets(secrets), m_place(std::move(place))
    {
    }

    /// Display::performAndLook() for each piece; the look is the last one's. InvalidArgument: no
    /// secret has such a name; nothing was typed. Denied: a secret may not go where the keyboard
    /// is; what stands before it was typed, as the message says.
    QCoro::Task<Result<Look>> type(TypeText typed, SettlePolicy settle, std::stop_token stop);

    /// Paints over where a secret shows. True: there is one.
    bool cover(QImage &screen) const { return m_cover.cover(screen); }

private:
    QCoro::Task<Result<Look>> typePiece(TypedPiece piece, SettlePolicy settle,
                                        std::stop_token stop);
    QCoro::Task<Result<Look>> typeSecret(Secret secret, SettlePolicy settle, std::stop_token stop);
    Result<> known(const QStringList &names) const;

    Display &m_display;
    const Secrets &m_secrets;
    TypingPlaceReader m_place;
    SecretCover m_cover;
};

} // namespace pilothouse
