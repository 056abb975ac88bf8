#pragma once

#include "desktop/screen_page.h"
#include "tools/elements/element_ids.h"
#include "tools/tool.h"

#include <functional>

namespace pilothouse {

/// What the page in front says: screenPage() with secrets masked.
using PageSight = std::function<QCoro::Task<Result<ScreenPage>>(std::stop_token)>;

/// Where a call of read_page begins, in characters. InvalidArgument: the message is for the model.
Result<qsizetype> parseReadPageCall(const ToolCall &call);

/// `page` as Markdown; what there is to use has its id: [Terms](e12), [button "Send" e13].
QString asMarkdown(const ScreenPage &page, ElementIds &ids);

/// Reads the page or document in front to the model, piece by piece. `ids` outlive it. Main thread.
class ReadPageTool final : public Tool
{
public:
    ReadPageTool(ElementIds &ids, PageSight sight) : m_ids(ids), m_sight(std::move(sight)) {}

    QString name() const override;
    QCoro::Task<ToolOutcome> run(ToolCall call, std::stop_token stop) override;

private:
    ElementIds &m_ids;
    PageSight m_sight;
};

} // namespace pilothouse
