// A disk that rots: whatever bit of a stopped installation's files flips, and whatever file is cut
// or gone, either somebody says so before it does harm, or every answer is what it was.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "common/digest.h"
#include "common/status_macros.h"
#include "domain/testing/reports.h"
#include "services/check_store/check_store.h"
#include "services/registry/put_agency.h"
#include "services/server/executor.h"
#include "services/server/installation.h"
#include "services/server/mutation.h"
#include "services/server/witness_check.h"
#include "services/submission/file_report.h"
#include "storage/commit/committer.h"
#include "storage/witness/witness.h"
#include "tests/support/fakes.h"
#include "tests/support/temporary_directory.h"

namespace ogi {
namespace {

namespace fs = std::filesystem;

int Flips() {
  int flips = 150;
  const char* variable = std::getenv("OGI_ROT_FLIPS");
  if (variable != nullptr && !absl::SimpleAtoi(variable, &flips)) flips = 0;
  return flips;
}

std::string Contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void Replace(const fs::path& path, const std::string& contents) {
  std::ofstream(path, std::ios::binary) << contents;
}

class RotTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(InitInstallation(whole_, "admin", &random_, &clock_).ok());
    // Opening again writes what stood in the log into tables: so both hold reports.
    for (int opening = 0; opening < 4; ++opening) ASSERT_NO_FATAL_FAILURE(FileSome(opening));
    // Reading it would move what is in the log. A copy is read instead.
    Copy();
    const absl::StatusOr<std::string> state = StateOf(copy_);
    ASSERT_TRUE(state.ok()) << state.status();
    state_ = *state;
    for (const auto& entry : fs::recursive_directory_iterator(whole_)) {
      if (!entry.is_regular_file() || entry.file_size() == 0) continue;
      const std::string name = entry.path().filename();
      // RocksDB's own diary and lock, and the options, which we set: nobody reads them.
      const bool unread = name == "LOCK" || name.starts_with("LOG") || name.starts_with("OPTIONS");
      if (!unread) files_.push_back(fs::relative(entry.path(), whole_));
    }
  }

  void FileSome(int opening) {
    absl::StatusOr<Installation> installation = OpenInstallation(whole_);
    ASSERT_TRUE(installation.ok()) << installation.status();
    Committer committer(installation->store.get(), &clock_);
    Executor executor(/*threads=*/1, /*max_waiting=*/64);
    const Environment environment{.store = installation->store.get(),
                                  .clock = &clock_,
                                  .random = &random_,
                                  .secret = installation->secret};
    const auto run = [&](auto handler, const auto& request) {
      using Response = std::decay_t<decltype(*handler(environment, {}, request)->response)>;
      absl::Notification done;
      Mutation<Response>::Run(
          {&committer, &executor},
          [&] {
            return handler(environment,
                           {.receive_time = clock_.Now(), .deadline = absl::InfiniteFuture()},
                           request);
          },
          [&](const absl::StatusOr<Response>& response) {
            EXPECT_TRUE(response.ok()) << response.status();
            done.Notify();
          });
      done.WaitForNotification();
    };
    for (int i = 0; i < 8; ++i) {
      const std::string id = absl::StrCat("54-R", opening, "00", i);
      v1::CreateAgencyRequest create;
      create.set_agency_id(id);
      create.set_request_id(absl::StrCat("create-", id));
      create.mutable_agency()->set_level(v1::Agency::TOWNSHIP);
      create.mutable_agency()->add_names()->set_text(absl::StrCat("样本乡", id));
      run(&CreateAgency, create);
      v1::SubmitReportRequest submit;
      submit.set_parent(absl::StrCat("agencies/", id));
      submit.set_request_id("file");
      *submit.mutable_report() = CleanReport(v1::EDITION_2021);
      submit.mutable_report()->set_agency(submit.parent());
      run(&SubmitReport, submit);
    }
    committer.Shutdown();
    const absl::StatusOr<Heads> heads = HeadsOf(*installation->store);
    ASSERT_TRUE(heads.ok());
    ASSERT_TRUE(WriteWitness(WitnessFile(whole_), *heads).ok());
  }

  void Copy() {
    fs::remove_all(copy_);
    fs::copy(whole_, copy_, fs::copy_options::recursive);
  }

  // A digest of all that is in an installation; an error if anything of what an operator runs, or a
  // reader meets, says that it is not whole.
  static absl::StatusOr<std::string> StateOf(const std::string& directory) {
    OGI_ASSIGN_OR_RETURN(const Installation installation, OpenInstallation(directory));
    const Store& store = *installation.store;
    OGI_RETURN_IF_ERROR(CheckWitness(store, directory));
    OGI_RETURN_IF_ERROR(store.VerifyFiles());
    OGI_ASSIGN_OR_RETURN(const CheckedStore checked, CheckStore(store));
    if (checked.problem_count > 0) return absl::DataLossError(checked.problems.front());
    std::string all;
    for (const Partition& partition : AllPartitions()) {
      Range range;
      do {
        OGI_ASSIGN_OR_RETURN(Page page, store.Scan(partition, range, {}));
        for (const Item& item : page.items) {
          absl::StrAppend(&all, partition, item.key.size(), item.key, item.value.size(),
                          item.value);
        }
        range.begin = page.next;
      } while (!range.begin.empty());
    }
    return Sha256(all);
  }

  // Whether somebody says so. If nobody does, everything must be as it was.
  bool IsDetected(const std::string& what) {
    const absl::StatusOr<std::string> state = StateOf(copy_);
    if (!state.ok()) return true;
    EXPECT_EQ(*state, state_) << "lost or changed without a word: " << what;
    return false;
  }

  const TemporaryDirectory directory_;
  const std::string whole_ = directory_.Path("whole");
  const std::string copy_ = directory_.Path("copy");
  FakeClock clock_{absl::FromCivil(absl::CivilDay(2026, 1, 20), absl::UTCTimeZone())};
  FakeRandom random_;
  std::string state_;
  std::vector<fs::path> files_;
};

TEST_F(RotTest, AFlippedBitIsDetectedOrChangesNothing) {
  ASSERT_GT(Flips(), 0) << "OGI_ROT_FLIPS must be a number";
  size_t bytes = 0;
  for (const fs::path& file : files_) bytes += fs::file_size(whole_ / file);
  std::mt19937_64 random(20260120);
  int detected = 0;
  for (int i = 0; i < Flips() && !HasFailure(); ++i) {
    size_t at = random() % bytes;
    size_t file = 0;
    for (; at >= fs::file_size(whole_ / files_[file]); ++file) {
      at -= fs::file_size(whole_ / files_[file]);
    }
    Copy();
    std::string contents = Contents(copy_ / files_[file]);
    contents[at] = static_cast<char>(contents[at] ^ (1 << random() % 8));
    Replace(copy_ / files_[file], contents);
    detected += IsDetected(absl::StrCat("byte ", at, " of ", files_[file].string())) ? 1 : 0;
  }
  std::cout << "  of " << Flips() << " flipped bits in " << files_.size() << " files " << detected
            << " were detected, the others changed nothing\n";
  EXPECT_GT(detected, Flips() / 2);
}

TEST_F(RotTest, AFileThatIsCutOrGoneIsDetectedOrChangesNothing) {
  int detected = 0;
  int tried = 0;
  for (const fs::path& file : files_) {
    const std::string contents = Contents(whole_ / file);
    for (const size_t left : {size_t{0}, contents.size() / 2, contents.size() - 1}) {
      Copy();
      Replace(copy_ / file, contents.substr(0, left));
      ++tried;
      detected += IsDetected(absl::StrCat(file.string(), " cut to ", left)) ? 1 : 0;
    }
    Copy();
    fs::remove(copy_ / file);
    ++tried;
    detected += IsDetected(absl::StrCat(file.string(), " gone")) ? 1 : 0;
  }
  std::cout << "  of " << tried << " files cut or gone " << detected
            << " were detected, the others changed nothing\n";
  EXPECT_GT(detected, tried / 2);
}

}  // namespace
}  // namespace ogi
