#pragma once

#include "sandbox/sandbox.h"
#include "tools/tool.h"

namespace pilothouse {

struct EditToolOptions
{
    qsizetype shownCharacters = 16'000; ///< of one view; more is cut at the end, with a hint
};

/// Views and changes text files of the sandbox, as text_editor_20250728 names its commands:
/// - view {path, view_range?}: numbered lines as `cat -n`; a folder two levels deep.
/// - create {path, file_text}: makes missing folders; an existing file is overwritten and keeps its
///   mode and owner, and the answer says so.
/// - str_replace {path, old_str, new_str?}: old_str must occur exactly once.
/// - insert {path, insert_line, insert_text}: after that line, 0 for the beginning.
/// Bytes that an edit does not touch stay as they are: tabs, line ends, encoding, byte order mark,
/// a missing last newline. Paths are absolute, as the sandbox's programs name them.
/// `sandbox` outlives the tool. Main thread; files up to 10 MiB.
class EditTool final : public Tool
{
public:
    explicit EditTool(Sandbox &sandbox, EditToolOptions options = {});

    QString name() const override;
    QCoro::Task<ToolOutcome> run(ToolCall call, std::stop_token stop) override;

private:
    Sandbox &m_sandbox;
    EditToolOptions m_options;
};

} // namespace pilothouse
