// A province tries a rule, sees what it would change, switches it on, and softens it for one
// county.
#include <csignal>

#include "tests/e2e/e2e_fixture.h"

namespace ogi {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr int kFound = 10;

class RuleSets : public E2eTest {
 protected:
  RuleSets() {
    Start();
    ImportAgencies();
    EXPECT_TRUE(client().SubmitReport(Filing(ReportSaying("一"))).ok());
  }

  // The rules of the program, and one that wants licences.
  std::string Folder() {
    std::string folder = Directory("rules");
    Do({"rules", "export", folder});
    Write("rules/ours.textproto", R"(
rules {
  id: "E900"
  severity: ERROR
  category: ARITHMETIC
  title: "有许可"
  title_en: "There are licences"
  legal_basis: "试用"
  message: "{place}填 {left}。"
  message_en: "{place} is {left}."
  expected: "有"
  expected_en: "Some"
  mend: "核对"
  mend_en: "Check"
  sums { left: "table_two.licence.decisions" relation: AT_LEAST right: "1" }
}
)");
    return folder;
  }

  v1::Verdict::Outcome Filed(const std::string& text) {
    const absl::StatusOr<v1::Revision> filed = client().SubmitReport(Filing(ReportSaying(text)));
    EXPECT_TRUE(filed.ok()) << filed.status();
    return filed.ok() ? filed->verdict().outcome() : v1::Verdict::OUTCOME_UNSPECIFIED;
  }
};

TEST_F(RuleSets, ARuleIsTriedComparedActivatedAndSoftened) {
  const std::string put = Do({"rules", "put", Folder()});
  EXPECT_THAT(put, AllOf(HasSubstr("新增：E900"), Not(HasSubstr("缺少"))));
  const std::string set = put.substr(0, put.find(' '));
  const std::string compared = Do({"rules", "compare", set, kCounty, "2023"}, kFound);
  EXPECT_THAT(compared, AllOf(HasSubstr("54-0424204/2023/1"), HasSubstr("+ 错误 E900"),
                              HasSubstr("新有错误 1 份")));
  EXPECT_NE(Filed("二"), v1::Verdict::BLOCKED) << "nothing has changed yet";
  EXPECT_THAT(Do({"rules", "activate", set, "--reason", "新规则"}),
              AllOf(HasSubstr("✓"), HasSubstr("新规则")));
  EXPECT_EQ(Filed("三"), v1::Verdict::BLOCKED);
  // It outlives the server.
  Stop(SIGKILL);
  Start();
  EXPECT_EQ(Filed("四"), v1::Verdict::BLOCKED);
  EXPECT_THAT(Do({"rules", "overlay", "E900", "--effect", "warning", "--agency", kCounty,
                  "--reason", "过渡一年"}),
              AllOf(HasSubstr("作警告"), HasSubstr("过渡一年")));
  EXPECT_EQ(Filed("五"), v1::Verdict::WARNED);
  Do({"rules", "activate", "built-in", "--reason", "复原"});
  EXPECT_THAT(Do({"rules", "compare", "built-in", kCounty, "2023"}), HasSubstr("结论有变 0 份"));
}

TEST_F(RuleSets, AFolderThatIsWrongIsRefusedWithFileAndLine) {
  const std::string folder = Folder();
  Write("rules/wrong.textproto", "rules { id: \"E901\" }\n");
  EXPECT_THAT(Do({"rules", "put", folder}, 2), HasSubstr("wrong.textproto:1"));
}

}  // namespace
}  // namespace ogi
