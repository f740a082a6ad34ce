#include "clients/cli/text/names.h"

#include <gtest/gtest.h>

namespace ogi::cli {
namespace {

TEST(NamesTest, ShortFormsAreExpanded) {
  EXPECT_EQ(*ExpandAgencyName("54-0424204"), "agencies/54-0424204");
  EXPECT_EQ(ExpandReportName("54-0424204/2020")->name, "agencies/54-0424204/reports/2020");
  EXPECT_EQ(ExpandReportName("54-0424204/2020-aggregate")->name,
            "agencies/54-0424204/reports/2020-aggregate");
  EXPECT_FALSE(ExpandReportName("54-0424204/2020")->is_revision);
  EXPECT_EQ(ExpandReportName("54-0424204/2020/2")->name,
            "agencies/54-0424204/reports/2020/revisions/2");
  EXPECT_TRUE(ExpandReportName("54-0424204/2020/2")->is_revision);
}

TEST(NamesTest, FullNamesStay) {
  for (const char* name : {"agencies/54-0424204/reports/2020",
                           "agencies/54-0424204/reports/2020-aggregate/revisions/12"}) {
    EXPECT_EQ(ExpandReportName(name)->name, name);
  }
  EXPECT_EQ(*ExpandAgencyName("agencies/54-0424204"), "agencies/54-0424204");
}

TEST(NamesTest, ShorteningIsTheWayBack) {
  for (const char* name : {"54-0424204/2020", "54-0424204/2020-aggregate/3"}) {
    EXPECT_EQ(ShortName(ExpandReportName(name)->name), name);
  }
  EXPECT_EQ(ShortName("agencies/54-0424204"), "54-0424204");
}

TEST(NamesTest, AnythingElseIsAnError) {
  for (const char* name : {"", "54-0424204", "54-0424204/20", "54-0424204/2020/0",
                           "54-0424204/2020/x", "54-0424204/2020/1/2", "agencies/54-0424204"}) {
    EXPECT_FALSE(ExpandReportName(name).ok()) << name;
  }
  EXPECT_FALSE(ExpandAgencyName("玉许乡").ok());
}

}  // namespace
}  // namespace ogi::cli
