#include "clients/cli/exit_code.h"

#include <gtest/gtest.h>

#include "common/errors.h"

namespace ogi::cli {
namespace {

TEST(ExitCodeTest, TheNumbersNeverChange) {
  EXPECT_EQ(static_cast<int>(ExitCode::kDone), 0);
  EXPECT_EQ(static_cast<int>(ExitCode::kLocalError), 1);
  EXPECT_EQ(static_cast<int>(ExitCode::kRefused), 2);
  EXPECT_EQ(static_cast<int>(ExitCode::kTryLater), 3);
  EXPECT_EQ(static_cast<int>(ExitCode::kBlocked), 4);
  EXPECT_EQ(static_cast<int>(ExitCode::kFound), 10);
}

TEST(ExitCodeTest, WhatTheCallerMustMendIsRefused) {
  for (const absl::Status& status : {errors::AgencyNotFound("x"), errors::InvalidPageToken(),
                                     errors::RequestIdReused("x"), errors::EtagMismatch("x", "y"),
                                     errors::StateNotAllowed("x", {"y", "y"}, {"z", "z"}, {"", ""}),
                                     errors::TooLarge("x", 2, 1), InputError("坏", "bad")}) {
    EXPECT_EQ(ExitCodeOf(status), ExitCode::kRefused) << status;
  }
}

TEST(ExitCodeTest, WhatMayPassIsForLater) {
  for (const absl::Status& status :
       {errors::StorageUnavailable(""), errors::OutcomeUnknown(""), errors::ShuttingDown(),
        errors::Overloaded(absl::Seconds(1)), errors::StorageFull(), errors::DeadlinePassed(),
        errors::Contention("x"), errors::InternalFault("")}) {
    EXPECT_EQ(ExitCodeOf(status), ExitCode::kTryLater) << status;
  }
}

TEST(ExitCodeTest, ThisMachineIsToldFromTheInput) {
  EXPECT_EQ(ExitCodeOf(LocalError("坏", "bad")), ExitCode::kLocalError);
}

TEST(ExitCodeTest, OnlyABlockedVerdictIsNotZero) {
  EXPECT_EQ(ExitCodeOf(v1::Verdict::CLEAN), ExitCode::kDone);
  EXPECT_EQ(ExitCodeOf(v1::Verdict::WARNED), ExitCode::kDone);
  EXPECT_EQ(ExitCodeOf(v1::Verdict::BLOCKED), ExitCode::kBlocked);
}

TEST(ExitCodeTest, OfSeveralTheOneThatWantsAnotherRunWins) {
  const ExitCode order[] = {ExitCode::kTryLater, ExitCode::kLocalError, ExitCode::kRefused,
                            ExitCode::kBlocked,  ExitCode::kDoubtful,   ExitCode::kDone};
  for (size_t first = 0; first < std::size(order); ++first) {
    for (size_t second = first; second < std::size(order); ++second) {
      EXPECT_EQ(Worse(order[first], order[second]), order[first]);
      EXPECT_EQ(Worse(order[second], order[first]), order[first]);
    }
  }
}

}  // namespace
}  // namespace ogi::cli
