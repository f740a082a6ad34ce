#include "domain/lifecycle/lifecycle.h"

#include <algorithm>
#include <map>
#include <random>
#include <utility>

#include "gtest/gtest.h"

namespace ogi {
namespace {

constexpr v1::State kStates[] = {v1::STATE_UNSPECIFIED, v1::SUBMITTED, v1::RETURNED,
                                 v1::ACCEPTED,          v1::PUBLISHED, v1::SUPERSEDED,
                                 v1::WITHDRAWN,         v1::RETRACTED};
constexpr Act kActs[] = {Act::kSubmit, Act::kRecordHistorical, Act::kWithdraw, Act::kReturn,
                         Act::kAccept, Act::kPublish,          Act::kRetract};

TEST(Lifecycle, AllowsTheseTransitionsAndNoOther) {
  const std::map<std::pair<v1::State, Act>, v1::State> allowed = {
      {{v1::STATE_UNSPECIFIED, Act::kSubmit}, v1::SUBMITTED},
      {{v1::STATE_UNSPECIFIED, Act::kRecordHistorical}, v1::PUBLISHED},
      {{v1::SUBMITTED, Act::kWithdraw}, v1::WITHDRAWN},
      {{v1::RETURNED, Act::kWithdraw}, v1::WITHDRAWN},
      {{v1::SUBMITTED, Act::kReturn}, v1::RETURNED},
      {{v1::ACCEPTED, Act::kReturn}, v1::RETURNED},
      {{v1::SUBMITTED, Act::kAccept}, v1::ACCEPTED},
      {{v1::ACCEPTED, Act::kPublish}, v1::PUBLISHED},
      {{v1::PUBLISHED, Act::kRetract}, v1::RETRACTED},
  };
  for (const v1::State from : kStates) {
    for (const Act act : kActs) {
      const auto found = allowed.find({from, act});
      const std::optional<v1::State> expected =
          found == allowed.end() ? std::nullopt : std::optional<v1::State>(found->second);
      EXPECT_EQ(NextState(from, act), expected) << v1::State_Name(from) << ", " << ActLabel(act);
    }
  }
}

TEST(Lifecycle, SupersedesOnlyWhatHoldsTheStateThatIsReached) {
  for (const v1::State held : kStates) {
    for (const v1::State reached : kStates) {
      const bool can_give_way = held == v1::SUBMITTED || held == v1::RETURNED ||
                                held == v1::ACCEPTED || held == v1::PUBLISHED;
      EXPECT_EQ(IsSuperseded(held, reached), can_give_way && held == reached)
          << v1::State_Name(held) << ", " << v1::State_Name(reached);
    }
  }
}

TEST(Lifecycle, AcceptsAndPublishesWhatIsNotBlocked) {
  for (const Act act : kActs) {
    const bool accept = act == Act::kAccept;
    const bool publish = act == Act::kPublish;
    EXPECT_TRUE(VerdictAllows(act, v1::Verdict::CLEAN)) << ActLabel(act);
    EXPECT_TRUE(VerdictAllows(act, v1::Verdict::WARNED)) << ActLabel(act);
    EXPECT_EQ(VerdictAllows(act, v1::Verdict::BLOCKED), !publish && !accept) << ActLabel(act);
    EXPECT_EQ(VerdictAllows(act, v1::Verdict::OUTCOME_UNSPECIFIED), !publish && !accept)
        << ActLabel(act);
  }
}

TEST(Lifecycle, HasLabelsForClerks) {
  EXPECT_EQ(StateLabel(v1::SUBMITTED), "已报送");
  EXPECT_EQ(StateLabel(v1::RETURNED), "已退回");
  EXPECT_EQ(StateLabel(v1::ACCEPTED), "已接受");
  EXPECT_EQ(StateLabel(v1::PUBLISHED), "已公布");
  EXPECT_EQ(StateLabel(v1::SUPERSEDED), "已被替代");
  EXPECT_EQ(StateLabel(v1::WITHDRAWN), "已撤回");
  EXPECT_EQ(StateLabel(v1::RETRACTED), "已撤销公布");
  for (const Act act : kActs) EXPECT_FALSE(ActLabel(act).empty());
}

TEST(Pointers, FollowAReportFromFilingToPublication) {
  ReportStates states;
  Apply(states, 1, v1::SUBMITTED);
  EXPECT_EQ(states.accepted, 0);
  Apply(states, 1, v1::ACCEPTED);
  EXPECT_EQ(states.accepted, 1);
  EXPECT_EQ(states.published, 0);
  Apply(states, 1, v1::PUBLISHED);
  EXPECT_EQ(states.accepted, 1);
  EXPECT_EQ(states.published, 1);
}

TEST(Pointers, KeepThePublicWithAReportWhileACorrectionIsOnItsWay) {
  ReportStates states;
  Apply(states, 1, v1::PUBLISHED);
  Apply(states, 2, v1::SUBMITTED);
  EXPECT_EQ(states.revisions, (std::vector<v1::State>{v1::PUBLISHED, v1::SUBMITTED}));
  Apply(states, 2, v1::ACCEPTED);
  EXPECT_EQ(states.accepted, 2);
  EXPECT_EQ(states.published, 1);
  Apply(states, 2, v1::PUBLISHED);
  EXPECT_EQ(states.revisions, (std::vector<v1::State>{v1::SUPERSEDED, v1::PUBLISHED}));
  EXPECT_EQ(states.published, 2);
}

TEST(Pointers, FallBackToThePublishedRevisionWhenTheAcceptedOneIsReturned) {
  ReportStates states;
  Apply(states, 1, v1::PUBLISHED);
  Apply(states, 2, v1::SUBMITTED);
  Apply(states, 2, v1::ACCEPTED);
  Apply(states, 2, v1::RETURNED);
  EXPECT_EQ(states.accepted, 1);
  EXPECT_EQ(states.published, 1);
}

TEST(Pointers, AreEmptyWhenTheOnlyAcceptedRevisionIsReturned) {
  ReportStates states;
  Apply(states, 1, v1::SUBMITTED);
  Apply(states, 1, v1::ACCEPTED);
  Apply(states, 1, v1::RETURNED);
  EXPECT_EQ(states.accepted, 0);
}

TEST(Pointers, KeepWhatWasRetractedBeforeThePublicUntilAnotherIsPublished) {
  ReportStates states;
  Apply(states, 1, v1::PUBLISHED);
  Apply(states, 1, v1::RETRACTED);
  EXPECT_EQ(states.published, 1);
  EXPECT_EQ(states.accepted, 0);
  Apply(states, 2, v1::SUBMITTED);
  Apply(states, 2, v1::ACCEPTED);
  Apply(states, 2, v1::RETURNED);
  EXPECT_EQ(states.accepted, 0);
  Apply(states, 3, v1::PUBLISHED);
  EXPECT_EQ(states.published, 3);
  EXPECT_EQ(states.revisions, (std::vector<v1::State>{v1::RETRACTED, v1::RETURNED, v1::PUBLISHED}));
}

TEST(Pointers, SupersedeAnEarlierFilingThatNobodyHasLookedAt) {
  ReportStates states;
  Apply(states, 1, v1::SUBMITTED);
  Apply(states, 2, v1::SUBMITTED);
  EXPECT_EQ(states.revisions, (std::vector<v1::State>{v1::SUPERSEDED, v1::SUBMITTED}));
}

// Any history that the table allows keeps these.
void ExpectSound(const ReportStates& states, int published_before) {
  const auto& revisions = states.revisions;
  for (const v1::State state : {v1::SUBMITTED, v1::ACCEPTED, v1::PUBLISHED}) {
    EXPECT_LE(std::count(revisions.begin(), revisions.end(), state), 1) << v1::State_Name(state);
  }
  EXPECT_GE(states.published, published_before);
  const v1::State shown = states.published == 0
                              ? v1::STATE_UNSPECIFIED
                              : revisions[static_cast<size_t>(states.published) - 1];
  EXPECT_TRUE(shown == v1::STATE_UNSPECIFIED || shown == v1::PUBLISHED || shown == v1::RETRACTED);
  EXPECT_TRUE(shown != v1::PUBLISHED || states.accepted >= states.published);
  if (states.accepted != 0 && states.accepted != states.published) {
    EXPECT_EQ(revisions[static_cast<size_t>(states.accepted) - 1], v1::ACCEPTED);
  }
  EXPECT_FALSE(states.accepted != 0 && states.accepted == states.published &&
               shown == v1::RETRACTED);
  EXPECT_EQ(std::count(revisions.begin(), revisions.end(), v1::PUBLISHED),
            shown == v1::PUBLISHED ? 1 : 0);
  EXPECT_EQ(std::count(revisions.begin(), revisions.end(), v1::STATE_UNSPECIFIED), 0);
}

TEST(Pointers, StaySoundInEveryHistory) {
  std::mt19937_64 random(20250131);
  for (int history = 0; history < 2000; ++history) {
    ReportStates states;
    for (int step = 0; step < 40; ++step) {
      const auto next_number = static_cast<int>(states.revisions.size()) + 1;
      const int number = std::uniform_int_distribution<int>(1, next_number)(random);
      const v1::State from = number == next_number
                                 ? v1::STATE_UNSPECIFIED
                                 : states.revisions[static_cast<size_t>(number) - 1];
      const Act act = kActs[std::uniform_int_distribution<size_t>(0, 6)(random)];
      // History is recorded only where nothing was filed.
      const bool only_history =
          std::all_of(states.revisions.begin(), states.revisions.end(), [](v1::State state) {
            return state == v1::PUBLISHED || state == v1::SUPERSEDED || state == v1::RETRACTED;
          });
      if (act == Act::kRecordHistorical && !only_history) continue;
      const std::optional<v1::State> to = NextState(from, act);
      if (!to.has_value()) continue;
      const int published_before = states.published;
      Apply(states, number, *to);
      ExpectSound(states, published_before);
      if (testing::Test::HasFailure()) return;
    }
  }
}

}  // namespace
}  // namespace ogi
