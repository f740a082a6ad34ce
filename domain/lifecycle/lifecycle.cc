#include "domain/lifecycle/lifecycle.h"

#include <array>
#include <cstddef>

namespace ogi {
namespace {

struct Transition {
  v1::State from;
  Act act;
  v1::State to;
};

// Everything that is allowed.
constexpr std::array<Transition, 9> kTransitions = {{
    {v1::STATE_UNSPECIFIED, Act::kSubmit, v1::SUBMITTED},
    {v1::STATE_UNSPECIFIED, Act::kRecordHistorical, v1::PUBLISHED},
    {v1::SUBMITTED, Act::kWithdraw, v1::WITHDRAWN},
    {v1::RETURNED, Act::kWithdraw, v1::WITHDRAWN},
    {v1::SUBMITTED, Act::kReturn, v1::RETURNED},
    {v1::ACCEPTED, Act::kReturn, v1::RETURNED},
    {v1::SUBMITTED, Act::kAccept, v1::ACCEPTED},
    {v1::ACCEPTED, Act::kPublish, v1::PUBLISHED},
    {v1::PUBLISHED, Act::kRetract, v1::RETRACTED},
}};

}  // namespace

std::optional<v1::State> NextState(v1::State from, Act act) {
  for (const Transition& transition : kTransitions) {
    if (transition.from == from && transition.act == act) return transition.to;
  }
  return std::nullopt;
}

bool IsSuperseded(v1::State held, v1::State reached) {
  switch (held) {
    case v1::SUBMITTED:
    case v1::RETURNED:
    case v1::ACCEPTED:
    case v1::PUBLISHED:
      return held == reached;
    default:
      return false;
  }
}

bool VerdictAllows(Act act, v1::Verdict::Outcome outcome) {
  if (act != Act::kAccept && act != Act::kPublish) return true;
  return outcome == v1::Verdict::CLEAN || outcome == v1::Verdict::WARNED;
}

absl::string_view StateLabel(v1::State state) {
  switch (state) {
    case v1::SUBMITTED:
      return "已报送";
    case v1::RETURNED:
      return "已退回";
    case v1::ACCEPTED:
      return "已接受";
    case v1::PUBLISHED:
      return "已公布";
    case v1::SUPERSEDED:
      return "已被替代";
    case v1::WITHDRAWN:
      return "已撤回";
    case v1::RETRACTED:
      return "已撤销公布";
    default:
      return "无";
  }
}

absl::string_view ActLabel(Act act) {
  switch (act) {
    case Act::kSubmit:
      return "报送";
    case Act::kRecordHistorical:
      return "补录历史报告";
    case Act::kWithdraw:
      return "撤回";
    case Act::kReturn:
      return "退回";
    case Act::kAccept:
      return "接受";
    case Act::kPublish:
      return "公布";
    case Act::kRetract:
      return "撤销公布";
  }
  return "";
}

absl::string_view ActVerb(Act act) {
  switch (act) {
    case Act::kSubmit:
      return "file";
    case Act::kRecordHistorical:
      return "record";
    case Act::kWithdraw:
      return "withdraw";
    case Act::kReturn:
      return "return";
    case Act::kAccept:
      return "accept";
    case Act::kPublish:
      return "publish";
    case Act::kRetract:
      return "retract";
  }
  return "";
}

void Apply(ReportStates& states, int revision_number, v1::State to) {
  const size_t index = static_cast<size_t>(revision_number) - 1;
  if (index >= states.revisions.size()) states.revisions.resize(index + 1, v1::STATE_UNSPECIFIED);
  for (size_t earlier = 0; earlier < index; ++earlier) {
    if (IsSuperseded(states.revisions[earlier], to)) states.revisions[earlier] = v1::SUPERSEDED;
  }
  states.revisions[index] = to;

  if (to == v1::PUBLISHED) states.published = revision_number;
  if (to == v1::ACCEPTED || to == v1::PUBLISHED) {
    states.accepted = revision_number;
  } else if (states.accepted == revision_number) {
    const auto published = static_cast<size_t>(states.published);
    const bool open = published > 0 && states.revisions[published - 1] == v1::PUBLISHED;
    states.accepted = open ? states.published : 0;
  }
}

}  // namespace ogi
