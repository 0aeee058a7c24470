import { chooseJdk } from '../tools/choose-jdk';
import { findTool } from '../tools/find-tool';
import { runCommand } from '../tools/run-command';
import { failedFetch } from './failed-fetch';

/** Copies a Maven artifact into `folder`. Maven resumes its own partial files and keeps what is complete. */
export async function fetchFromMaven(coordinates: string, folder: string): Promise<void> {
  const maven = findTool('LOGKEEP_MVN', ['mvn'], 'install Maven (Debian: apt-get install maven)');
  // Its own JAVA_HOME may be unset or wrong while there is a good Java elsewhere.
  const { home } = await chooseJdk({ lowest: 8 }, 'Maven');
  const args = ['-q', '-B', 'dependency:copy', `-Dartifact=${coordinates}`, `-DoutputDirectory=${folder}`];
  const environment = { ...process.env, JAVA_HOME: home };
  // Not in the checkout: a pom.xml in the working directory would be taken as meant.
  const { code, output } = await runCommand(maven, args, { cwd: folder, environment });
  if (code !== 0) throw failedFetch(coordinates, 'Maven', output, folder);
}
