// What is wrong with a catalogue, and where.
#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "domain/rules/rule_book.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

using ::testing::HasSubstr;

constexpr absl::string_view kSums =
    "sums { left: \"table_four.review.upheld\" relation: AT_MOST "
    "right: \"table_four.review.total\" }";

// A rule on one line, the third of its file, but for what is given.
std::string Rule(absl::string_view id, absl::string_view what, absl::string_view message = "m",
                 absl::string_view more = "") {
  return absl::StrCat("rules { id: \"", id,
                      "\" severity: ERROR category: ARITHMETIC title: \"t\" title_en: \"t\" "
                      "legal_basis: \"b\" message: \"",
                      message,
                      "\" message_en: \"m\" expected: \"e\" expected_en: \"e\" mend: \"m\" "
                      "mend_en: \"m\" ",
                      more, "\n", what, " }\n");
}

absl::StatusOr<RuleBook> ReadRules(absl::string_view rules) {
  const std::string text = absl::StrCat("# one\nversion: \"1\"\n", rules);
  return RuleBook::Read({{"x", text}});
}

struct BadRule {
  const char* what;
  std::string text;
  const char* place;
  const char* words;
};

class BadCatalogue : public ::testing::TestWithParam<BadRule> {};

TEST_P(BadCatalogue, IsRefusedWithItsLine) {
  const absl::Status status = ReadRules(GetParam().text).status();
  EXPECT_EQ(errors::ReasonOf(status), v1::DATA_FILE_INVALID) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr(GetParam().place));
  EXPECT_THAT(std::string(status.message()), HasSubstr(GetParam().words));
}

INSTANTIATE_TEST_SUITE_P(
    RuleReader, BadCatalogue,
    ::testing::Values(
        BadRule{"unknown_field", "rules {\n colour: 1 }", "x:4", "colour"},
        BadRule{"no_rules", "", "x", "no rules"},
        BadRule{"bad_id", Rule("e1", kSums), "x:3", "an id is like"},
        BadRule{"id_with_point_only", Rule("E1.", kSums), "x:3", "an id is like"},
        BadRule{"id_twice", absl::StrCat(Rule("E1", kSums), Rule("E1", kSums)), "x:5",
                "is used at x:3 too"},
        BadRule{"no_message", Rule("E1", kSums, ""), "x:3", "has no message"},
        BadRule{"unknown_placeholder", Rule("E1", kSums, "{sum}"), "x:3",
                "{sum}; there are {place} {left} {right} {difference}"},
        BadRule{"open_placeholder", Rule("E1", kSums, "{left"), "x:3", "{left"},
        BadRule{"unknown_related", Rule("E1", kSums, "m", "related: \"E9\""), "x:3", "no rule E9"},
        BadRule{"empty_years", Rule("E1", kSums, "m", "editions: EDITION_2019 first_year: 2021"),
                "x:3", "no year"},
        BadRule{"years_turned_round", Rule("E1", kSums, "m", "first_year: 2023 last_year: 2022"),
                "x:3", "no year"},
        BadRule{"nothing_to_do", Rule("E1", ""), "x:3", "neither sums nor a check"},
        BadRule{"unknown_cell", Rule("E1", "sums { left: \"table_four.review.won\" right: \"0\" }"),
                "x:4", "names no column of table_four"},
        BadRule{"unknown_row",
                Rule("E1", "sums { left: \"table_four.appeal.total\" right: \"0\" }"), "x:4",
                "names no row of table_four"},
        BadRule{"unknown_source",
                Rule("E1", "sums { left: \"lastyear:table_four.review.total\" right: \"0\" }"),
                "x:4", "names no table"},
        BadRule{"terms_added_in_one_line",
                Rule("E1",
                     "sums { left: \"table_four.review.total + table_four.review.other\" right: "
                     "\"0\" }"),
                "x:4", "another line to add"},
        BadRule{"no_severity",
                "rules { id: \"E1\" category: FORM title: \"t\" title_en: \"t\" "
                "legal_basis: \"l\" message: \"m\" message_en: \"m\" expected: \"e\" "
                "expected_en: \"e\" mend: \"m\" mend_en: \"m\" }",
                "x:3", "no severity"},
        BadRule{"full_width_braces", Rule("E1", kSums, "｛left｝"), "x:3", "braces"},
        BadRule{"full_width_quotes", "rules {\n id: “E1”\n}", "x:4", "半角"},
        BadRule{"not_utf8", "rules {\n id: \"\xB1\xB1\"\n}", "x:1", "not UTF-8"},
        BadRule{"unknown_group",
                Rule("E1", "sums { left: \"table_three.@won.total\" right: \"0\" }"), "x:4",
                "a group there is not"},
        BadRule{"not_a_term", Rule("E1", "sums { left: \"many\" right: \"0\" }"), "x:4",
                "neither a cell"},
        BadRule{"two_dots_wanted", Rule("E1", "sums { left: \"table_four.review\" right: \"0\" }"),
                "x:4", "TABLE.ROW.COLUMN"},
        BadRule{"factor",
                Rule("E1", "sums { left: \"2000*table_four.review.total\" right: \"0\" }"), "x:4",
                "factor"},
        BadRule{"stars_that_differ",
                Rule("E1", "sums { left: \"table_four.*.total\"\nright: \"table_four.review.*\" }"),
                "x:5", "another place"},
        BadRule{"star_of_cells_and_of_rows",
                Rule("E1", "sums { left: \"table_four.*.*\"\nright: \"table_four.*.total\" }"),
                "x:5", "another place"},
        BadRule{"one_side", Rule("E1", "sums { left: \"table_four.review.total\" }"), "x:4",
                "both sides"},
        BadRule{"alike",
                Rule("E1", "sums { left: \"table_four.*.total\" right: \"table_four.*.total\" }"),
                "x:4", "alike"},
        BadRule{"other_edition",
                Rule("E1", "sums { left: \"table_two.regulation.in_force\" right: \"0\" }"), "x:4",
                "editions"},
        BadRule{"money_and_counts",
                Rule("E1", "sums { left: \"table_two.fee.amount\" right: \"1\" }", "m",
                     "editions: EDITION_2021"),
                "x:4", "amount"},
        BadRule{"unknown_check", Rule("E1", "check { name: \"guess\" }"), "x:4", "no check guess"},
        BadRule{"unknown_parameter",
                Rule("E1", "check { name: \"every_cell_filled\"\nparameters { name: \"a\" } }"),
                "x:5", "no parameter a"},
        BadRule{"unknown_level",
                Rule("E1",
                     "check { name: \"filed_by\"\nparameters { name: \"month\" values: \"1\" }\n"
                     "parameters { name: \"day\" values: \"31\" }\n"
                     "parameters { name: \"superiors\" values: \"VILLAGE\" } }"),
                "x:7", "VILLAGE"},
        BadRule{
            "no_such_day",
            Rule("E1",
                 "check { name: \"published_by\"\nparameters { name: \"month\" values: \"2\" }\n"
                 "parameters { name: \"day\" values: \"30\" } }"),
            "x:6", "no day of the month"},
        BadRule{"unknown_day_name",
                Rule("E1",
                     "check { name: \"days_in_order\"\nparameters { name: \"first\" values: "
                     "\"signed\" }\nparameters { name: \"second\" values: \"soon\" } }"),
                "x:6", "none of"},
        BadRule{
            "count_for_an_amount",
            Rule("E1",
                 "check { name: \"not_in_yuan\" parameters { name: \"at_least\" values: \"1\" }\n"
                 "parameters { name: \"cell\" values: \"table_four.review.total\" } }"),
            "x:5", "an amount"},
        BadRule{"no_such_table",
                Rule("E1",
                     "check { name: \"table_unchanged\" parameters { name: \"numbers_at_least\" "
                     "values: \"1\" }\nparameters { name: \"table\" values: \"table_one\" } }"),
                "x:5", "no table"},
        BadRule{"missing_parameter", Rule("E1", "check { name: \"part_has_text\" }"), "x:4",
                "at least one part"}),
    [](const auto& rule) { return rule.param.what; });

TEST(RuleReader, TakesAStarForTheRowAndTheColumnAsEveryCell) {
  const absl::StatusOr<RuleBook> book = ReadRules(
      Rule("E1", "sums { left: \"table_four.*.*\" right: \"last_year:table_four.*.*\" }"));
  ASSERT_TRUE(book.ok()) << book.status();
  const std::vector<Comparison>& comparisons = book->ComparisonsOf("E1", v1::EDITION_2021);
  ASSERT_EQ(comparisons.size(), 15u);
  EXPECT_EQ(comparisons[1].place.chinese, "表四“行政复议｜结果纠正”");
  EXPECT_EQ(comparisons[1].left.terms[0].cell, comparisons[1].right.terms[0].cell);
}

TEST(RuleReader, ComparesCountsWhereAnAmountIsTheCondition) {
  const absl::StatusOr<RuleBook> book =
      ReadRules(Rule("E1",
                     "sums { left: \"table_two.licence.decisions\" relation: AT_LEAST right: \"1\" "
                     "where_positive: \"table_two.fee.amount\" }",
                     "m", "editions: EDITION_2021"));
  ASSERT_TRUE(book.ok()) << book.status();
  EXPECT_FALSE(book->ComparisonsOf("E1", v1::EDITION_2021)[0].money);
}

TEST(RuleReader, SkipsTheMarkThatEditorsPutBeforeAText) {
  EXPECT_TRUE(
      RuleBook::Read({{"x", absl::StrCat("\xEF\xBB\xBFversion: \"1\"\n", Rule("E1", kSums))}})
          .ok());
}

TEST(RuleReader, NamesARuleSetByWhatItsRulesSay) {
  const absl::StatusOr<RuleBook> one = ReadRules(Rule("E1", kSums));
  const absl::StatusOr<RuleBook> commented = ReadRules(absl::StrCat("# why\n", Rule("E1", kSums)));
  const absl::StatusOr<RuleBook> changed = ReadRules(Rule("E1", kSums, "n"));
  ASSERT_TRUE(one.ok()) << one.status();
  ASSERT_TRUE(commented.ok() && changed.ok());
  EXPECT_EQ(one->rule_set().version(), "1");
  EXPECT_EQ(one->rule_set().digest().value(), commented->rule_set().digest().value());
  EXPECT_NE(one->rule_set().digest().value(), changed->rule_set().digest().value());
}

TEST(RuleReader, OrdersErrorsFirstAndIdsByTheirNumber) {
  std::string rules = absl::StrCat(Rule("E10", kSums), Rule("E2", kSums), Rule("E2.a", kSums));
  const absl::StatusOr<RuleBook> book = ReadRules(rules);
  ASSERT_TRUE(book.ok()) << book.status();
  EXPECT_EQ(book->rules()[0].id(), "E2");
  EXPECT_EQ(book->rules()[1].id(), "E2.a");
  EXPECT_EQ(book->rules()[2].id(), "E10");
}

}  // namespace
}  // namespace ogi
