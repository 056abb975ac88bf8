#pragma once

#include "core/secrets.h"
#include "screen/display.h"
#include "tools/secret_cover.h"

#include <QStringList>

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
/// What a desktop tells of itself besides its pixels.
struct SecretSight
{
    /// Where the keyboard is now.
    std::function<QCoro::Task<TypingPlace>(std::stop_token)> place;
    /// Where programs that tell it show one of these texts now, in pixels of the screen.
    std::function<QCoro::Task<QList<QRect>>(QStringList, std::stop_token)> find;
};

/// A picture of the screen that shows no secret.
struct CoveredScreen
{
    QImage picture;
    bool hides = false; ///< something is covered in it
};

/// Types text that names secrets: each value only where it may go, and what shows of it is covered
/// in pictures from then on. Main thread. `display` and `secrets` outlive it.
class SecretTyping
{
public:
    SecretTyping(Display &display, const Secrets &secrets, SecretSight sight)
        : m_display(display), m_secrets(secrets), m_sight(std::move(sight))
    {
    }

    /// Display::performAndLook() for each piece; the look is the last one's. InvalidArgument: no
    /// secret has such a name; nothing was typed. Denied: a secret may not go where the keyboard
    /// is; what stands before it was typed, as the message says.
    QCoro::Task<Result<Look>> type(TypeText typed, SettlePolicy settle, std::stop_token stop);

    /// Paints over where a secret that was typed shows: what its typing drew, and what programs
    /// tell. A picture from before the first one is left as it is.
    QCoro::Task<CoveredScreen> covered(QImage screen, std::stop_token stop);

private:
    QCoro::Task<Result<Look>> typePiece(TypedPiece piece, SettlePolicy settle,
                                        std::stop_token stop);
    QCoro::Task<Result<Look>> typeSecret(Secret secret, SettlePolicy settle, std::stop_token stop);
    Result<> known(const QStringList &names) const;

    Display &m_display;
    const Secrets &m_secrets;
    SecretSight m_sight;
    SecretCover m_cover;
    QStringList m_typed; // values
};

} // namespace pilothouse
