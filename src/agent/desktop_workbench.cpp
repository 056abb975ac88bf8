#include "agent/desktop_workbench.h"

#include "workbench/desktop_workbench.h"

namespace pilothouse {

BenchPlan benchPlanOf(const SessionRecord &session, const DesktopConfig &config)
{
    const EgressRules rules = egressOf(session);
    return {.session = session.id,
            .displaySize = session.options.displaySize,
            .pictureSize = session.options.pictureSize,
            .coordinates = session.options.coordinates,
            .tools = session.options.tools,
            .locale = session.options.locale,
            .timeZone = session.options.timeZone,
            .software = session.options.software,
            .accessibility = config.accessibility,
            .egress = rules,
            .egressAsked = config.egressAsked || rules.mode != config.egress.mode};
}

WorkbenchFactory desktopWorkbenches(DesktopConfig config, const Clock &clock)
{
    return [config, &clock](SessionRecord session, const Secrets &secrets, std::stop_token stop) {
        return openDesktopWorkbench(benchPlanOf(session, config), config, clock, secrets,
                                    std::move(stop));
    };
}

} // namespace pilothouse
