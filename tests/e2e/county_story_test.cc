// What a county's office does in February: twelve organs below it, and three commands to know how
// each stands.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "domain/calendar/china_time.h"
#include "import/formats/testing/files.h"
#include "tests/e2e/e2e_fixture.h"

namespace ogi {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr char kOffice[] = "54-0424000";
constexpr char kDepartment[] = "54-0424B01";
constexpr int kTownships = 11;
constexpr int kFound = 10;

std::string Township(int number) { return absl::StrCat("54-0424", 100 + number); }

class CountyStory : public E2eTest {
 protected:
  CountyStory() { Start(); }

  void Register() {
    std::string rows = "id,name,level,superior\n";
    absl::StrAppend(&rows, kOffice, ",波密县人民政府办公室,COUNTY,\n", kDepartment,
                    ",波密县教育局,DEPARTMENT,", kOffice, "\n");
    for (int i = 1; i <= kTownships; ++i) {
      absl::StrAppend(&rows, Township(i), ",波密县第", i, "乡人民政府,TOWNSHIP,", kOffice, "\n");
    }
    Do({"agencies", "import", Write("agencies.csv", rows)});
  }

  static int Year() { return static_cast<int>(Today().year()) - 1; }
  static CivilDay Today() { return ChinaDay(absl::Now()); }

  // `right`: its sums hold.
  void File(const std::string& agency, bool right = true) {
    v1::AnnualReport report = ReportSaying(absl::StrCat("这是", agency, "的报告。"));
    report.set_agency("agencies/" + agency);
    report.set_year(Year());
    if (!right) report.mutable_table_four()->mutable_review()->set_total(3);
    const absl::StatusOr<v1::Revision> filed = client().SubmitReport(Filing(report));
    ASSERT_TRUE(filed.ok()) << filed.status();
    EXPECT_EQ(filed->verdict().outcome() == v1::Verdict::BLOCKED, !right);
  }

  void SetDue(const std::string& levels, CivilDay due) {
    Do({"season", "set", absl::StrCat(Year()), "--level", levels, "--opens",
        absl::StrCat(Year(), "-12-31"), "--due", absl::FormatCivilTime(due)});
  }
};

// Departments were due yesterday, the others are tomorrow.
TEST_F(CountyStory, NineOfTwelveFileOneIsLateOneFailsAndTheOfficerFindsThemAll) {
  Register();
  const std::string year = absl::StrCat(Year());
  SetDue("township,county", Today() + 1);
  SetDue("department", Today() - 1);
  Do({"season", "freeze", year});
  File(kOffice);
  File(kDepartment);
  for (int i = 1; i <= 7; ++i) File(Township(i));
  File(Township(8), /*right=*/false);

  const std::string swept = Do({"sweep", kOffice, year}, kFound);
  EXPECT_THAT(swept, Not(HasSubstr("名录尚未固定")));
  EXPECT_THAT(swept, AllOf(HasSubstr(kDepartment), HasSubstr("迟报 1 天")));
  EXPECT_THAT(swept, AllOf(HasSubstr(Township(8)), HasSubstr("有错误"), HasSubstr("E4")));
  for (int i = 9; i <= kTownships; ++i) EXPECT_THAT(swept, HasSubstr(Township(i)));
  EXPECT_THAT(swept, HasSubstr("未报送"));
  EXPECT_THAT(swept, Not(HasSubstr(Township(7)))) << "all is well there";

  const std::string json = Do({"sweep", kOffice, year, "--output", "json"}, kFound);
  EXPECT_THAT(json, AllOf(HasSubstr("\"must_file\":\"13\""), HasSubstr("\"filed\":\"10\""),
                          HasSubstr("\"missing\":\"3\""), HasSubstr("\"late\":\"1\""),
                          HasSubstr("\"blocked\":\"1\"")));

  // Everybody's row, for the meeting.
  const std::string csv = Directory("sweep.csv");
  Do({"sweep", kOffice, year, "--all", "--csv", csv}, kFound);
  const std::string table = Read(csv);
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 14);
  EXPECT_THAT(table, HasSubstr(absl::StrCat("\n", Township(9), ",波密县第9乡人民政府,")));

  // A part of the name finds one.
  const std::string one = Do({"sweep", kOffice, year, "--name", "教育"}, kFound);
  EXPECT_THAT(one, AllOf(HasSubstr("波密县教育局"), Not(HasSubstr(Township(9)))));

  // Once all is well the cron job is silent.
  for (int i = 8; i <= kTownships; ++i) File(Township(i));
  Do({"season", "extend", kDepartment, year, "--until", absl::FormatCivilTime(Today() + 1),
      "--reason", "机构改革", "--document", "波政办函〔2026〕3号"});
  EXPECT_THAT(Do({"sweep", kOffice, year}), Not(HasSubstr(kDepartment)));
}

// As offices send it: a workbook, heads in Chinese, a column that says who is led from above.
TEST_F(CountyStory, TheListOfOrgansComesAsAWorkbook) {
  const auto row = [](const std::vector<std::string>& texts) {
    std::string cells;
    for (const std::string& text : texts) {
      absl::StrAppend(&cells, "<c t=\"inlineStr\"><is><t>", text, "</t></is></c>");
    }
    return absl::StrCat("<row>", cells, "</row>");
  };
  const std::string book = Zip(
      {{"xl/workbook.xml", "<workbook><sheets><sheet r:id=\"r1\"/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"r1\" "
        "Target=\"worksheets/sheet1.xml\"/></Relationships>"},
       {"xl/worksheets/sheet1.xml",
        absl::StrCat("<worksheet><sheetData>",
                     row({"机关标识", "机关名称", "级别", "上级机关", "垂直领导"}),
                     row({"54-0424000", "波密县人民政府", "县级"}),
                     row({"54-0424900", "国家税务总局波密县税务局", "部门", "54-0424000", "是"}),
                     row({"54-0424901", "波密县教育局", "科级", "54-0424000"}),
                     "</sheetData></worksheet>")}});
  // The row that is wrong is named; the others are on record.
  EXPECT_THAT(Do({"agencies", "import", Write("机关.xlsx", book)}, 2), HasSubstr("科级"));
  EXPECT_THAT(Do({"agencies", "get", "54-0424900", "--output", "json"}),
              HasSubstr("\"vertically_led\": true"));
  EXPECT_THAT(Do({"agencies", "list", "--superior", kOffice}), HasSubstr("税务局"));
}

TEST_F(CountyStory, TheSheetOfAnOrganAndOfTheCounty) {
  Register();
  File(Township(1));
  EXPECT_THAT(Do({"sheet", Township(1)}),
              AllOf(HasSubstr("波密县第1乡人民政府"), HasSubstr(absl::StrCat(Year())),
                    HasSubstr("已报送")));
  EXPECT_THAT(Do({"sheet", kOffice, "--below", "--years", "2"}),
              AllOf(HasSubstr(absl::StrCat(Year())), HasSubstr(absl::StrCat(Year() - 1))));
}

}  // namespace
}  // namespace ogi
