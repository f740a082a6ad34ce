#include "domain/rules/explanation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/string_view.h"

namespace ogi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ExplanationTest : public testing::Test {
 protected:
  void Find(absl::string_view rule, absl::string_view key, v1::Severity severity = v1::WARNING,
            v1::Finding::Result result = v1::Finding::FAIL) {
    v1::Finding& finding = *verdict_.add_findings();
    finding.set_rule(std::string(rule));
    finding.set_key(std::string(key));
    finding.set_severity(severity);
    finding.set_result(result);
  }

  void Explain(absl::string_view rule, absl::string_view key) {
    v1::Explanation& explanation = *all_.Add();
    explanation.set_rule(std::string(rule));
    explanation.set_finding_key(std::string(key));
    explanation.set_text("核对无误。");
  }

  v1::Verdict verdict_;
  Explanations all_;
};

TEST_F(ExplanationTest, EveryWarningThatFailsWantsOne) {
  Find("W1", "a");
  Find("W1", "b");
  Find("W2", "c");
  EXPECT_THAT(RulesNotExplained(verdict_, all_), ElementsAre("W1", "W2"));
  Explain("W1", "a");
  EXPECT_THAT(RulesNotExplained(verdict_, all_), ElementsAre("W1", "W2"));
  Explain("W1", "b");
  EXPECT_THAT(RulesNotExplained(verdict_, all_), ElementsAre("W2"));
  Explain("W2", "c");
  EXPECT_THAT(RulesNotExplained(verdict_, all_), IsEmpty());
}

TEST_F(ExplanationTest, FactsAndWhatCannotBeToldWantNone) {
  Find("I1", "a", v1::INFO);
  Find("W1", "b", v1::WARNING, v1::Finding::UNCERTAIN);
  Find("W2", "c", v1::WARNING, v1::Finding::NOT_ASSESSABLE);
  EXPECT_THAT(RulesNotExplained(verdict_, all_), IsEmpty());
}

TEST_F(ExplanationTest, OneOfAnotherRuleOrKeyDoesNotCount) {
  Find("W1", "a");
  Explain("W2", "a");
  Explain("W1", "b");
  EXPECT_THAT(RulesNotExplained(verdict_, all_), ElementsAre("W1"));
  EXPECT_THAT(ExplanationsOf(verdict_, all_), IsEmpty());
}

TEST_F(ExplanationTest, ThoseOfFindingsThatAreNoMoreHaveLapsed) {
  Find("W1", "a");
  Explain("W1", "the key before a figure was changed");
  Explain("W1", "a");
  const Explanations valid = ExplanationsOf(verdict_, all_);
  ASSERT_EQ(valid.size(), 1);
  EXPECT_EQ(valid.Get(0).finding_key(), "a");
}

TEST_F(ExplanationTest, WarningsThatHadNoRoomInTheVerdictAreNotExplained) {
  Find("W1", "a");
  Explain("W1", "a");
  verdict_.set_warning_count(2);
  EXPECT_THAT(RulesNotExplained(verdict_, all_), ElementsAre("…"));
}

}  // namespace
}  // namespace ogi
