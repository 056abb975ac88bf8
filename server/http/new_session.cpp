#include "http/new_session.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

SessionWishes readWishes(BodyReader &body)
{
    SessionWishes wishes;
    wishes.title = body.text(u"title"_s, 200);
    wishes.model = body.text(u"model"_s, 200);
    wishes.width = body.integer(u"width"_s, 320, 3840);
    wishes.height = body.integer(u"height"_s, 240, 2160);
    const auto approval = body.choice(u"approval"_s, {u"auto"_s, u"sensitive"_s, u"all"_s});
    if (approval)
        wishes.approval = approvalPolicyFrom(*approval);
    wishes.systemPromptSuffix = body.text(u"system_prompt_suffix"_s, 20'000);
    wishes.tools = body.choices(u"tools"_s, toolNames());
    wishes.thinking = body.text(u"thinking"_s, 40);
    wishes.effort = body.text(u"effort"_s, 40);
    wishes.maxSteps = body.integer(u"max_steps"_s, 0, 100'000);
    wishes.maxCostUsd = body.number(u"max_cost_usd"_s, 0);
    wishes.maxTokensTotal = body.bigInteger(u"max_tokens_total"_s, 0);
    wishes.storeScreenshots = body.flag(u"store_screenshots"_s);
    wishes.screenshotScale = body.integer(u"screenshot_scale"_s, 1, 8);
    wishes.screenshotQuality = body.integer(u"screenshot_quality"_s, 10, 100);
    return wishes;
}

} // namespace pilothouse
