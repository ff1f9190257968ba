import { Kbd, Modal } from "@mantine/core";
import styles from "./key-sheet.module.css";

const sheet: readonly { where: string; keys: readonly [keys: readonly string[], act: string][] }[] =
  [
    {
      where: "Everywhere",
      keys: [
        [["/"], "Search the list"],
        [["f"], "Filter the list"],
        [["Esc"], "Close the record, back to its row"],
        [["?"], "This sheet"],
      ],
    },
    {
      where: "Lists",
      keys: [
        [["j", "k"], "Next row, row before"],
        [["Home", "End"], "First row, last loaded row"],
        [["Enter"], "Open"],
      ],
    },
    {
      where: "Threads and trees",
      keys: [
        [["j", "k"], "Next, before"],
        [["←", "→"], "Collapse, expand"],
        [["Space"], "Choose, in a list to restore"],
      ],
    },
  ];

export function KeySheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keys"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {sheet.map(({ where, keys }) => (
        <section key={where} className={styles.section}>
          <h3>{where}</h3>
          <dl>
            {keys.map(([names, act]) => (
              <div key={act} className={styles.key}>
                <dt>
                  {names.map((name) => (
                    <Kbd key={name}>{name}</Kbd>
                  ))}
                </dt>
                <dd>{act}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
