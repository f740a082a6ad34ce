// workdays: what a clerk is told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "clients/cli/app.h"
#include "clients/cpp/fake_environment.h"

namespace ogi::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class WorkdaysTest : public ::testing::Test {
 protected:
  ExitCode Run(const std::vector<std::string>& arguments) {
    out_.str("");
    err_.str("");
    const client::Environment environment = fake_.Get();
    return RunOgictl(arguments, Terminal{out_, err_, false, environment});
  }
  std::string out() const { return out_.str(); }
  std::string err() const { return err_.str(); }

 private:
  client::FakeEnvironment fake_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(WorkdaysTest, AddsToADay) {
  EXPECT_EQ(Run({"workdays", "add", "2020-01-20", "20"}), ExitCode::kDone);
  EXPECT_EQ(out(), "2020-02-25\n");
}

TEST_F(WorkdaysTest, CountsBetweenDays) {
  EXPECT_EQ(Run({"workdays", "count", "2020-01-20", "2020-02-25"}), ExitCode::kDone);
  EXPECT_EQ(out(), "20\n");
}

TEST_F(WorkdaysTest, TheTraceNamesHolidaysTheirNoticesAndTheCount) {
  EXPECT_EQ(Run({"workdays", "add", "2020-01-17", "3", "--trace"}), ExitCode::kDone);
  EXPECT_THAT(out(), HasSubstr("春节调休上班"));
  EXPECT_THAT(out(), HasSubstr("国办发明电〔2019〕16号"));
  EXPECT_THAT(out(), HasSubstr("2020-01-18"));
  EXPECT_THAT(out(), HasSubstr("周六"));
  EXPECT_THAT(out(), HasSubstr("2020-01-21\n"));
}

TEST_F(WorkdaysTest, JsonHasTheDaysWhenAskedForTheTrace) {
  EXPECT_EQ(Run({"--output", "json", "workdays", "add", "2020-01-17", "1"}), ExitCode::kDone);
  EXPECT_THAT(out(), HasSubstr("\"result\": \"2020-01-19\""));
  EXPECT_THAT(out(), Not(HasSubstr("春节")));
  Run({"--output", "json", "workdays", "add", "2020-01-17", "1", "--trace"});
  EXPECT_THAT(out(), HasSubstr("\"name\": \"春节\""));
}

TEST_F(WorkdaysTest, AYearThatIsNotAnnouncedIsAnErrorInWords) {
  EXPECT_NE(Run({"workdays", "add", "2026-12-20", "20"}), ExitCode::kDone);
  EXPECT_THAT(err(), HasSubstr("工作日历没有 2027 年"));
}

TEST_F(WorkdaysTest, WhatIsNoDateIsRefused) {
  EXPECT_NE(Run({"workdays", "add", "2020-02-30", "1"}), ExitCode::kDone);
  EXPECT_THAT(err(), HasSubstr("2020-02-30"));
  EXPECT_NE(Run({"workdays", "add", "2020-02-03", "-1"}), ExitCode::kDone);
}

}  // namespace
}  // namespace ogi::cli
