#include "services/server/ogid/commands.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "common/clock.h"
#include "common/errors.h"
#include "common/random.h"
#include "services/check_store/check_store.h"
#include "services/server/installation.h"
#include "services/server/maintenance.h"
#include "services/server/witness_check.h"
#include "storage/rocksdb/backup.h"

namespace ogi {
namespace {

std::string ChinaTimeText(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S", time, absl::FixedTimeZone(8 * 60 * 60));
}

// By the running server where there is one; else from the files.
absl::StatusOr<BackupInfo> MakeBackup(const std::string& data_directory,
                                      const std::string& directory, int keep) {
  absl::StatusOr<BackupInfo> info = RequestBackup(AdminSocket(data_directory), directory, keep);
  if (!absl::IsNotFound(info.status())) return info;
  absl::StatusOr<Installation> installation = OpenInstallation(data_directory);
  if (!installation.ok()) return installation.status();
  return installation->store->Backup(directory, keep);
}

}  // namespace

int Report(const absl::Status& status) {
  if (status.ok()) return EXIT_SUCCESS;
  std::cerr << "ogid: " << status.message() << "\n";
  return EXIT_FAILURE;
}

int Init(const Arguments& arguments) {
  SystemClock clock;
  SystemRandom random;
  const absl::Status status =
      InitInstallation(arguments.server.data_directory, arguments.administrator, &random, &clock,
                       arguments.server.realm);
  if (status.ok()) {
    std::cout << "已建立数据目录 " << arguments.server.data_directory
              << "，第一位安全管理员：staff/" << arguments.administrator << "\nMade "
              << arguments.server.data_directory << "; first security officer: staff/"
              << arguments.administrator << "\n";
  }
  return Report(status);
}

int Backup(const Arguments& arguments) {
  const absl::StatusOr<BackupInfo> info =
      MakeBackup(arguments.server.data_directory,
                 std::filesystem::absolute(arguments.backup_directory).string(), arguments.keep);
  if (info.ok()) {
    std::cout << "备份 " << info->id << " 已完成，" << info->bytes << " 字节\nBackup " << info->id
              << " made, " << info->bytes << " bytes\n";
  }
  return Report(info.status());
}

int AcceptClock(const Arguments& arguments) {
  const absl::StatusOr<AcceptedClock> accepted =
      RequestAcceptClock(AdminSocket(arguments.server.data_directory));
  if (absl::IsNotFound(accepted.status())) {
    return Report(
        absl::NotFoundError("服务没有运行；时钟在服务运行时确认。\nNo server is running; the clock "
                            "is accepted while it is."));
  }
  if (accepted.ok()) {
    const std::string time = ChinaTimeText(accepted->time);
    std::cout << "已确认主机时钟正确：" << time
              << "（北京时间）\nThe host's clock is accepted: " << time << " (UTC+8), "
              << absl::FormatDuration(accepted->error) << " off before\n";
  }
  return Report(accepted.status());
}

int Check(const Arguments& arguments) {
  const std::string& data_directory = arguments.server.data_directory;
  const absl::StatusOr<Installation> installation = OpenInstallation(data_directory);
  if (!installation.ok()) return Report(installation.status());
  const absl::Status witness = CheckWitness(*installation->store, data_directory);
  if (!witness.ok()) std::cerr << witness.message() << "\n";
  const absl::Status files =
      arguments.quick ? absl::OkStatus() : installation->store->VerifyFiles();
  if (!files.ok()) std::cerr << files.message() << "\n" << errors::LogDetail(files) << "\n";
  const absl::StatusOr<CheckedStore> checked = CheckStore(
      *installation->store, arguments.quick ? CheckDepth::kRecords : CheckDepth::kContents);
  if (!checked.ok()) return Report(checked.status());
  for (const std::string& problem : checked->problems) std::cerr << problem << "\n";
  std::cout << absl::StrFormat(
      "机关 %d，年报 %d，版本 %d，提交 %d；问题 %d 处\n"
      "%d agencies, %d reports, %d revisions, %d commits; %d problems\n",
      checked->agencies, checked->reports, checked->revisions, checked->commits,
      checked->problem_count, checked->agencies, checked->reports, checked->revisions,
      checked->commits, checked->problem_count);
  return witness.ok() && files.ok() && checked->problem_count == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int ListAll(const Arguments& arguments) {
  const absl::StatusOr<std::vector<BackupInfo>> backups = ListBackups(arguments.backup_directory);
  if (!backups.ok()) return Report(backups.status());
  std::cout << "编号 id  时间 time (UTC+8)      字节 bytes\n";
  for (const BackupInfo& each : *backups) {
    std::cout << absl::StrFormat("%7d  %s  %12d\n", each.id, ChinaTimeText(each.time), each.bytes);
  }
  return EXIT_SUCCESS;
}

int DeclareGap(const Arguments& arguments) {
  const std::string& data_directory = arguments.server.data_directory;
  absl::StatusOr<Installation> installation = OpenInstallation(data_directory);
  if (!installation.ok()) return Report(installation.status());
  SystemClock clock;
  SystemRandom random;
  const absl::StatusOr<std::string> declared =
      AcceptWitness(*installation->store, data_directory, &random, &clock);
  if (declared.ok() && declared->empty()) {
    std::cout << "没有缺失，无需声明。\nNothing is missing; there is nothing to declare.\n";
  } else if (declared.ok()) {
    std::cout << *declared
              << "已声明并记录，可以启动服务。\nDeclared and on record; the server can "
              << "be started.\n";
  }
  return Report(declared.status());
}

int Verify(const Arguments& arguments) {
  const absl::Status status = VerifyBackup(arguments.backup_directory);
  if (status.ok()) {
    std::cout << "备份完好：" << arguments.backup_directory << "\nThe backups in "
              << arguments.backup_directory << " are whole\n";
  }
  return Report(status);
}

int Restore(const Arguments& arguments) {
  const std::string& data_directory = arguments.server.data_directory;
  // A directory that cannot be made is told by what comes next.
  std::error_code ignored;
  if (std::filesystem::create_directories(data_directory, ignored)) {
    std::filesystem::permissions(data_directory, std::filesystem::perms::owner_all, ignored);
  }
  const absl::Status status = RestoreBackup(arguments.backup_directory,
                                            StoreDirectory(data_directory), arguments.backup_id);
  if (status.ok() && !arguments.witness.empty()) {
    std::error_code error;
    std::filesystem::copy_file(arguments.witness, WitnessFile(data_directory), error);
    if (error) {
      return Report(absl::UnavailableError(
          absl::StrCat("不能复制见证文件 ", arguments.witness, "：", error.message(),
                       "\nCannot copy the witness ", arguments.witness, ".")));
    }
  }
  if (status.ok()) {
    std::cout << "已从备份恢复到 " << data_directory
              << "。备份之后受理的报送不在其中：启动服务前，请运行 ogid accept-witness "
                 "声明。\nRestored into "
              << data_directory
              << ". What was filed after the backup is not in it: declare that with ogid "
                 "accept-witness before the server is started.\n";
  }
  return Report(status);
}

}  // namespace ogi
