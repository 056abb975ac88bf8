#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace pilothouse {

/// How a terminal writes: its colours and attributes, changed by "select graphic rendition".
class TerminalPen
{
public:
    /// Takes all codes of a sequence: "1;31", "38:2::255:0:0".
    void take(QStringView parameters);
    /// The names of its style. On a ground of its own all ink is the window's: always seen.
    QString style() const;

private:
    void takeCode(qint64 code);
    void takeColour(qint64 code);

    std::optional<int> m_ink; ///< of the 16 colours
    std::optional<int> m_ground;
    unsigned m_attributes = 0;
};

} // namespace pilothouse
