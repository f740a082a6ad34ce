#include "domain/narrative/narrative.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "domain/narrative/numerals.h"
#include "domain/narrative/words.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

int64_t WholeOf(absl::string_view text) {
  const std::optional<Numeral> numeral = ReadNumeral(text);
  return numeral.has_value() ? numeral->value / kNarrativeOne : -1;
}

// `value unit`, ~ before what is not exact.
std::vector<std::string> NumbersIn(absl::string_view text) {
  v1::AnnualReport report;
  report.set_edition(v1::EDITION_2021);
  report.mutable_overview()->set_text(std::string(text));
  std::vector<std::string> found;
  const Narrative narrative(report);
  for (const NarrativeNumber& number : narrative.numbers()) {
    found.push_back(
        absl::StrCat(number.exact ? "" : "~", number.value / kNarrativeOne, " ", number.unit));
  }
  return found;
}

TEST(Numerals, AreReadInEveryScript) {
  EXPECT_EQ(WholeOf("1024"), 1024);
  EXPECT_EQ(WholeOf("1,024,000件"), 1'024'000);
  EXPECT_EQ(WholeOf("１０２４"), 1024);
  EXPECT_EQ(WholeOf("一百零三"), 103);
  EXPECT_EQ(WholeOf("一千二百"), 1200);
  EXPECT_EQ(WholeOf("十二"), 12);
  EXPECT_EQ(WholeOf("两"), 2);
  EXPECT_EQ(WholeOf("1,02"), 1);
  EXPECT_EQ(WholeOf("件"), -1);
}

TEST(Numerals, RefuseFiguresInARowAndWhatIsTooLong) {
  EXPECT_EQ(WholeOf("二〇二三"), -1);
  EXPECT_EQ(WholeOf("1234567890123"), -1);
}

TEST(Narrative, FindsWhatIsCounted) {
  EXPECT_THAT(NumbersIn("受理申请 3119 件，公开十二条，收费1.5万元，占51.85%。"),
              ElementsAre("3119 件", "12 条", "15000 元", "51 %"));
}

TEST(Narrative, PassesOverDatesOrdinalsAndNumbersOfDocuments) {
  EXPECT_THAT(
      NumbersIn("2024年1月1日，第3件，〔2021〕30号，0517-83605210，高效办成一件事，一起努力。"),
      IsEmpty());
}

TEST(Narrative, KnowsRoundNumbers) {
  EXPECT_THAT(NumbersIn("5500余条，约30件，3.2万次，20件以上。"),
              ElementsAre("~5500 条", "~30 件", "~32000 次", "~20 件"));
}

TEST(Narrative, HasTheWordsAroundANumber) {
  v1::AnnualReport report;
  report.set_edition(v1::EDITION_2021);
  report.mutable_overview()->set_text("甲。全年收到申请9件结转下年度，乙3件。");
  const Narrative narrative(report);
  ASSERT_EQ(narrative.numbers().size(), 2u);
  EXPECT_EQ(narrative.numbers()[0].lead, "全年收到申请");
  EXPECT_EQ(narrative.numbers()[0].trail, "结转下年度");
  EXPECT_EQ(narrative.Before(narrative.numbers()[1]), "全年收到申请9件结转下年度，乙");
  EXPECT_EQ(narrative.sentences().size(), 2u);
}

TEST(Phrases, AllowSomeWordsBetweenButNoComma) {
  const Phrase phrase("未收到*申请");
  const absl::string_view with = "未收到政府信息公开申请。";
  EXPECT_EQ(EndOfPhrase(with, phrase, 0), FindWord(with, "。"));
  EXPECT_EQ(EndOfPhrase("未收到投诉，收到申请", phrase, 0), absl::string_view::npos);
}

TEST(WordSets, FindEveryPlaceOfEveryWord) {
  std::vector<std::string> found;
  const CharacterIndex index({"申请求XX申", "XX"});
  WordSet({"XX", "申请", "请求"})
      .ForEach(index, [&found](const CharacterIndex::Place& place, size_t word) {
        found.push_back(absl::StrCat(place.text, " ", place.at, " ", word));
        return true;
      });
  EXPECT_THAT(found, ElementsAre("0 0 1", "0 3 2", "0 9 0", "1 0 0"));
}

TEST(Narrative, KnowsTheSentenceOfAPlace) {
  v1::AnnualReport report;
  report.set_edition(v1::EDITION_2021);
  report.mutable_overview()->set_text("甲。\n乙丙。");
  const Narrative narrative(report);
  EXPECT_EQ(narrative.TextOf(narrative.SentenceAt(0, 0)), "甲");
  EXPECT_EQ(narrative.TextOf(narrative.SentenceAt(0, 10)), "乙丙");
}

}  // namespace
}  // namespace ogi
