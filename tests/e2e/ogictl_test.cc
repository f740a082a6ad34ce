// ogictl against a real server: what a clerk types, what comes back, and the exit codes that
// scripts rely on.

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/e2e/e2e_fixture.h"

namespace ogi {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kYuxu[] = OGI_SAMPLES "/yuxu-2020.json";
constexpr char kWrongSum[] = OGI_SAMPLES "/yuxu-2020-wrong-sum.json";

class Ogictl : public E2eTest {
 protected:
  Ogictl() { Start(); }

  // Runs a command that must end with `code`.
  void Import() { Do({"agencies", "import", OGI_SAMPLES "/agencies-bomi.csv"}); }
};

TEST_F(Ogictl, FilesAcceptsPublishesAndReadsBack) {
  EXPECT_THAT(Do({"agencies", "import", OGI_SAMPLES "/agencies-bomi.csv"}), HasSubstr("4"));
  const std::string filed = Do({"submit", kYuxu});
  EXPECT_THAT(filed, HasSubstr("54-0424204/2020/1"));
  EXPECT_THAT(filed, HasSubstr("回执"));
  EXPECT_THAT(filed, HasSubstr("波密县玉许乡人民政府"));
  // A retry shows the same receipt, to the microsecond, and says that it filed nothing.
  EXPECT_EQ(Do({"submit", kYuxu}), "内容与第 1 版相同，没有重新报送；该版目前已报送。\n" + filed);

  EXPECT_THAT(Do({"accept", "54-0424204/2020"}), HasSubstr("已接受"));
  Do({"explain", "54-0424204/2020", "W2.none_disclosed", "--text", "次年补登。"});
  EXPECT_THAT(Do({"publish", "54-0424204/2020"}), HasSubstr("已公布"));
  const std::string table = Do({"get", "54-0424204/2020"});
  EXPECT_THAT(table, HasSubstr("办理经过"));
  EXPECT_THAT(table, HasSubstr("尚未审结"));
  EXPECT_THAT(Do({"get", "54-0424204/2020", "--output", "cells"}),
              HasSubstr("table_two\tnormative_document\tmade\t1\n"));
  EXPECT_THAT(Do({"get", "54-0424204/2020", "--output", "json"}), HasSubstr("\"PUBLISHED\""));
}

TEST_F(Ogictl, PublishesAWarnedReportOnceItsOrganHasExplainedTheWarning) {
  Import();
  const std::string warned =
      Write("warned.json", absl::StrReplaceAll(Read(kYuxu), {{"五、存在的主要问题及改进情况",
                                                              "五、工作中的不足和打算"}}));
  Do({"submit", warned});
  const std::string open = "E7.heading W2.none_disclosed";
  EXPECT_THAT(
      Do({"get", "54-0424204/2020"}),
      HasSubstr("公布前须逐项说明：" + open + "（ogictl explain 报告 规则号 --text 原因）"));
  Do({"accept", "54-0424204/2020"});
  EXPECT_THAT(Do({"publish", "54-0424204/2020"}, 2), HasSubstr("有警告尚未说明（" + open + "）"));
  EXPECT_THAT(Do({"explain", "54-0424204/2020", "E1", "--text", "无误"}, 2),
              HasSubstr("没有规则 E1 的问题"));
  const std::string explained =
      Do({"explain", "54-0424204/2020", "E7.heading", "--text", "按县里要求使用的标题。"});
  EXPECT_THAT(explained, HasSubstr("说明：按县里要求使用的标题。"));
  EXPECT_THAT(explained, HasSubstr("公布前须逐项说明：W2.none_disclosed"));
  EXPECT_THAT(Do({"explain", "54-0424204/2020", "W2.none_disclosed", "--text", "次年补登。"}),
              Not(HasSubstr("公布前须逐项说明")));
  EXPECT_THAT(Do({"revalidate", "54-0424204/2020"}), HasSubstr("W2.none_disclosed"));
  EXPECT_THAT(Do({"publish", "54-0424204/2020"}), HasSubstr("已公布"));
}

TEST_F(Ogictl, TellsAClerkWhichSumIsWrong) {
  Import();
  const std::string judged = Do({"validate", kWrongSum}, 4);
  EXPECT_THAT(judged, HasSubstr("E3"));
  EXPECT_THAT(judged, HasSubstr("相差 1"));
  EXPECT_THAT(Do({"submit", kWrongSum}, 4), HasSubstr("54-0424204/2020/1"));
  EXPECT_THAT(Do({"accept", "54-0424204/2020"}, 2), HasSubstr("校验结论为“有错误”"));
  EXPECT_THAT(Do({"--lang", "en", "accept", "54-0424204/2020"}, 2), HasSubstr("return it"));
}

TEST_F(Ogictl, ChecksWithoutFiling) {
  Import();
  Do({"validate", kYuxu});
  Do({"submit", "--dry-run", kYuxu});
  EXPECT_THAT(Do({"list", "--agency", "54-0424204"}), Not(HasSubstr("54-0424204/2020")));
}

TEST_F(Ogictl, ListsReturnedReportsWithAnExitCodeForCron) {
  Import();
  Do({"submit", kYuxu});
  const std::vector<std::string> returned = {"list", "--superior", "54-0424000", "--state",
                                             "returned"};
  Do(returned, 0);
  Do({"return", "54-0424204/2020"}, 1);
  Do({"return", "54-0424204/2020", "--reason", "缺少说明"});
  EXPECT_THAT(Do(returned, 10), HasSubstr("54-0424204/2020"));
  EXPECT_THAT(Do({"list", "--superior", "54-0424000"}), HasSubstr("已退回"));
}

TEST_F(Ogictl, FindingU1SaysThatNothingWasFiledAndWhereTheReportStands) {
  Import();
  Do({"submit", kYuxu});
  Do({"return", "54-0424204/2020", "--reason", "缺少说明"});
  EXPECT_THAT(
      Do({"submit", kYuxu}, 2),
      HasSubstr("内容与第 1 版相同，没有重新报送；该版目前已退回（原因：缺少说明）。改后再报，"
                "或加 --again 照原样再报。"));
  EXPECT_THAT(Do({"submit", "--again", kYuxu}), HasSubstr("54-0424204/2020/2  已报送"));
  EXPECT_THAT(Do({"--lang", "en", "publish", "54-0424204/2020"}, 2),
              HasSubstr("you cannot publish it now. Accept it first."));
}

TEST_F(Ogictl, FindingU1FilesContentAnewThatWasReplacedSince) {
  Import();
  const std::string other = Write(
      "other.json", absl::StrReplaceAll(
                        Read(kYuxu), {{"五、存在的主要问题及改进情况", "五、工作中的不足和打算"}}));
  EXPECT_THAT(Do({"submit", kYuxu}), HasSubstr("54-0424204/2020/1  已报送"));
  EXPECT_THAT(Do({"submit", other}), HasSubstr("54-0424204/2020/2  已报送"));
  EXPECT_THAT(Do({"submit", kYuxu}), HasSubstr("54-0424204/2020/3  已报送"));
  // The third filing repeated, as after a lost answer.
  EXPECT_THAT(Do({"submit", kYuxu}), HasSubstr("内容与第 3 版相同，没有重新报送"));
}

TEST_F(Ogictl, AFolderWithTwoFilesOfOneReportMayBeSubmittedAgainAndAgain) {
  Import();
  Do({"submit", OGI_SAMPLES}, 4);
  EXPECT_THAT(Do({"submit", OGI_SAMPLES}, 4),
              HasSubstr("其中 2 份内容与已报送的相同，没有重新报送"));
  Do({"get", "54-0424204/2020/2"});
  EXPECT_THAT(Do({"get", "54-0424204/2020/3"}, 2), HasSubstr("没有"));
}

TEST_F(Ogictl, FindingU7ANumberFilledInAnswersTheNoteOnItsCell) {
  Import();
  const std::string text = Read(kYuxu);
  const std::string note =
      R"("cell_notes":[{"table":"table_three","row":"received","column":"total","kind":"AMBIGUOUS","raw_text":"03"}],)";
  const std::string noted = Write("noted.json", "{" + note + text.substr(text.find('{') + 1));
  EXPECT_EQ(Do({"validate", noted}), Do({"validate", kYuxu}));
}

TEST_F(Ogictl, ReadsAFileInGb18030) {
  Import();
  const ProgramResult converted =
      RunProgram({"/usr/bin/iconv", "-f", "UTF-8", "-t", "GB18030", kYuxu});
  ASSERT_EQ(converted.exit_code, 0);
  const std::string path = Write("gb18030.json", converted.output);
  ASSERT_NE(Read(path), Read(kYuxu));
  const std::string filed = Do({"submit", path});
  // The very same content: the file in UTF-8 is a repetition.
  EXPECT_THAT(Do({"submit", kYuxu}), HasSubstr("内容与第 1 版相同，没有重新报送"));
}

TEST_F(Ogictl, RefusesABrokenFileAndSaysWhere) {
  Import();
  const std::string whole = Read(kYuxu);
  const std::string broken = Write("broken.json", whole.substr(0, whole.size() / 2));
  EXPECT_THAT(Do({"submit", broken}, 2), HasSubstr("broken.json"));
  Do({"submit", Directory("no-such-file.json")}, 1);
  EXPECT_THAT(Do({"list", "--partition", "54"}), HasSubstr("共 0 份"));
}

TEST_F(Ogictl, FilesAFolderAndGoesOnPastABrokenFile) {
  Import();
  Write("a.json", Read(kYuxu));
  Write("b.json", "{");
  const std::string told = Do({"submit", directory_.path()}, 2);
  EXPECT_THAT(told, HasSubstr("54-0424204/2020/1"));
  EXPECT_THAT(told, HasSubstr("b.json"));
  EXPECT_THAT(told, HasSubstr("共 2 份"));
}

TEST_F(Ogictl, SaysThatAnUnknownAgencyIsUnknown) {
  EXPECT_THAT(Do({"submit", kYuxu}, 2), HasSubstr("没有登记该机关"));
}

TEST_F(Ogictl, SaysThatTheServerCannotBeReached) {
  Stop(9);
  EXPECT_THAT(Do({"--timeout", "3", "list", "--partition", "54"}, 3), HasSubstr(target()));
}

}  // namespace
}  // namespace ogi
